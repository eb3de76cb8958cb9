import type { ReactNode } from 'react'
import type { Picker } from '~/features/context/context'
import { ContextPicker } from '~/features/context/ui/context-picker'
import type { HarmReport } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Button, Choices, ClientId, EnterButton, ErrorSummary, Field, TextArea, typed } from '~/ui/form'
import { attributions, type LessonState, type LessonText, longestText, longestTitle, sourceKinds } from '../lesson'
import { LessonDraft } from './lesson-draft'

export type LessonFormProps = {
  action: string
  /** null where the lesson is new. */
  lesson: { id: string; state: LessonState; version: number } | null
  clientId: string
  values: FormValues
  errors?: FormErrors
  picker: Picker
  /** Whose words a browser keeps where they cannot be saved. */
  viewerId: string
  /** The form was sent and came back: it holds what is not saved. */
  cameBack: boolean
  /** What stands below what happened: what is like it. */
  beside?: ReactNode
  /** Says that it may be handed in although there is something like it. */
  anyway?: string
  /** What may identify somebody, where the form came back for it; whether it was masked. */
  harm?: HarmReport | null
  masked?: boolean
}

const rows: Record<LessonText, number> = {
  planned: 3,
  observation: 6,
  discussion: 4,
  conclusion: 3,
  recommendation: 4,
  holdsWhen: 3,
}

/** The form of a lesson: one column, the facts first, how the author is shown last. */
export function LessonForm({
  action,
  lesson,
  clientId,
  values,
  errors = {},
  picker,
  viewerId,
  cameBack,
  beside,
  anyway,
  harm,
  masked,
}: LessonFormProps) {
  const t = useText()
  const state = lesson?.state ?? 'draft'
  const text = (name: LessonText) => (
    <TextArea
      name={name}
      label={
        name === 'observation'
          ? t(`lessons.fields.${name}`)
          : t('lessons.optional', { label: t(`lessons.fields.${name}`) })
      }
      hint={t(`lessons.hints.${name}`)}
      rows={rows[name]}
      maxLength={longestText}
      value={typed(values, name)}
      error={errors[name]}
    />
  )
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action={action} className="lesson-form" noValidate>
        <EnterButton intent={state === 'submitted' || state === 'observation' ? 'submit' : 'draft'} />
        <HarmFound found={harm} confirmWith="checkbox" />
        <HarmMasked when={masked} />
        <ClientId value={clientId} />
        {lesson && <input type="hidden" name="version" value={lesson.version} />}
        <p className="notice">{t('lessons.harm')}</p>
        <label className="choice">
          <input type="checkbox" id="one-by-one" />
          <span>{t('lessons.form.oneByOne')}</span>
        </label>
        <section aria-labelledby="part-happened">
          <h2 id="part-happened">{t('lessons.form.happened')}</h2>
          <Question number={1}>
            <Field
              name="title"
              label={t('lessons.fields.title')}
              hint={t('lessons.hints.title')}
              maxLength={longestTitle}
              value={typed(values, 'title')}
              error={errors.title}
            />
          </Question>
          <Question number={2}>{text('planned')}</Question>
          <Question number={3}>{text('observation')}</Question>
          {beside}
          <Question number={4}>{text('discussion')}</Question>
        </section>
        <section aria-labelledby="part-follows">
          <h2 id="part-follows">{t('lessons.form.follows')}</h2>
          <Question number={5}>{text('conclusion')}</Question>
          <Question number={6}>{text('recommendation')}</Question>
          <Question number={7}>{text('holdsWhen')}</Question>
          <p className="hint">{t('site.form.markdown')}</p>
        </section>
        <section aria-labelledby="part-about">
          <h2 id="part-about">{t('lessons.form.about')}</h2>
          <Question number={8}>
            <Choices
              name="sourceKind"
              label={t('lessons.fields.sourceKind')}
              hint={t('lessons.hints.sourceKind')}
              value={typed(values, 'sourceKind') || 'first-hand'}
              error={errors.sourceKind}
              options={sourceKinds.map((value) => ({ value, label: t(`lessons.sourceKinds.${value}`) }))}
            />
            <Field
              name="eventDate"
              type="date"
              label={t('lessons.optional', { label: t('lessons.fields.eventDate') })}
              hint={t('lessons.hints.eventDate')}
              value={typed(values, 'eventDate')}
              error={errors.eventDate}
            />
          </Question>
          <Question number={9}>
            <ContextPicker picker={picker} error={errors.context} />
          </Question>
        </section>
        <Question number={10}>
          <Choices
            name="attribution"
            label={t('lessons.fields.attribution')}
            hint={t('lessons.hints.attribution')}
            value={typed(values, 'attribution') || 'named'}
            error={errors.attribution}
            options={attributions.map((value) => ({ value, label: t(`lessons.attributions.${value}`) }))}
          />
        </Question>
        <LessonDraft lesson={lesson} viewerId={viewerId} cameBack={cameBack} />
        <div className="actions">
          <FormButtons state={state} anyway={anyway} />
        </div>
      </form>
    </>
  )
}

const questions = 10

/**
 * One question of the form. Where somebody ticks "one question at a time", the style sheet shows the one that the
 * address names, and nothing typed in the others is lost: it works without scripts, and no page is loaded in between.
 */
function Question({ number, children }: { number: number; children: ReactNode }) {
  const t = useText()
  return (
    <div className={number === 1 ? 'question question-first' : 'question'} id={`question-${number}`}>
      {children}
      <p className="question-steps">
        <span className="muted">{t('lessons.form.question', { number, of: questions })}</span>
        {number > 1 && <a href={`#question-${number - 1}`}>{t('lessons.form.previousQuestion')}</a>}
        {number < questions && <a href={`#question-${number + 1}`}>{t('lessons.form.nextQuestion')}</a>}
      </p>
    </div>
  )
}

function FormButtons({ state, anyway }: { state: LessonState; anyway?: string }) {
  const t = useText()
  if (state === 'submitted' || state === 'observation') {
    return (
      <Button name="intent" value="submit">
        {t(state === 'submitted' ? 'lessons.form.save' : 'lessons.form.saveAndReview')}
      </Button>
    )
  }
  return (
    <>
      <Button name="intent" value="submit">
        {anyway ?? t('lessons.form.submit')}
      </Button>
      <Button name="intent" value="draft" kind="plain">
        {t(state === 'returned' ? 'lessons.form.saveReturned' : 'lessons.form.saveDraft')}
      </Button>
    </>
  )
}
