import { useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Choices, Field, Select, TextArea, typed } from '~/ui/form'
import { Island } from '~/ui/island'
import { longestNote } from '../lesson'
import { evidenceKinds, type TransitionTo } from '../life-cycle'
import type { TransitionForm } from '../transition-form.server'

type Props = { form: TransitionForm; values?: FormValues; errors: FormErrors }

/** What a transition asks for, by where it leads. */
export function TransitionFields({ form, values, errors }: Props) {
  const { to } = form
  return (
    <>
      {to === 'lesson-identified' && <OwnerFields values={values} errors={errors} />}
      {to === 'lesson-learned' && <EvidenceFields form={form} values={values} errors={errors} />}
      {to === 'duplicate-of' && <TargetField name="duplicateOf" values={values} errors={errors} />}
      {to === 'superseded-by' && <TargetField name="supersededBy" values={values} errors={errors} />}
      {to !== 'submitted' && to !== 'withdrawn' && <NoteField to={to} values={values} errors={errors} />}
    </>
  )
}

/** An owner may be a member or an organization; known organizations are offered while one is typed. */
function OwnerFields({ values, errors }: Omit<Props, 'form'>) {
  const t = useText()
  return (
    <>
      <Island name="organization">
        <Field
          name="owner"
          label={t('lessons.transition.owner')}
          hint={t('lessons.transition.ownerHint')}
          value={typed(values, 'owner')}
          error={errors.owner}
          list="organizations"
          maxLength={200}
        />
        <datalist id="organizations" />
      </Island>
      <Field
        name="dueDate"
        type="date"
        label={t('lessons.transition.dueDate')}
        value={typed(values, 'dueDate')}
        error={errors.dueDate}
      />
    </>
  )
}

function EvidenceFields({ form, values, errors }: Props) {
  const t = useText()
  const kinds = evidenceKinds.filter((kind) => kind !== 'reuse')
  return (
    <>
      <TextArea
        name="evidence"
        label={t('lessons.transition.evidence')}
        hint={t('lessons.transition.evidenceHint')}
        rows={4}
        maxLength={longestNote}
        value={typed(values, 'evidence')}
        error={errors.evidence}
      />
      <Choices
        name="evidenceKind"
        label={t('lessons.transition.evidenceKind')}
        value={typed(values, 'evidenceKind')}
        options={kinds.map((value) => ({ value, label: t(`lessons.transition.evidenceKinds.${value}`) }))}
      />
      {form.reuses.length > 0 && (
        <Select
          name="reuse"
          label={t('lessons.transition.evidenceKinds.reuse')}
          value={typed(values, 'reuse')}
          empty={t('lessons.transition.reuseNone')}
          options={form.reuses.map(({ id, label }) => ({ value: id, label }))}
        />
      )}
    </>
  )
}

function TargetField({ name, values, errors }: Omit<Props, 'form'> & { name: 'duplicateOf' | 'supersededBy' }) {
  const t = useText()
  return (
    <Field
      name={name}
      label={t(`lessons.transition.${name}`)}
      hint={t('lessons.transition.targetHint')}
      value={typed(values, name)}
      error={errors[name]}
      maxLength={500}
    />
  )
}

const needsNote: readonly TransitionTo[] = ['returned', 'noted', 'action-under-way']
const isPublic = (to: TransitionTo) => !['observation', 'returned', 'noted', 'duplicate-of'].includes(to)

function NoteField({ to, values, errors }: Omit<Props, 'form'> & { to: TransitionTo }) {
  const t = useText()
  const label = t('lessons.note')
  return (
    <TextArea
      name="note"
      label={needsNote.includes(to) ? label : t('lessons.optional', { label })}
      hint={t(isPublic(to) ? 'lessons.transition.notePublic' : 'lessons.noteHint')}
      rows={3}
      maxLength={longestNote}
      value={typed(values, 'note')}
      error={errors.note}
    />
  )
}
