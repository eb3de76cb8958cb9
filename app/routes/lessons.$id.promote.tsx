import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { settleIntent } from '~/features/context/context'
import { contextPicker } from '~/features/context/pick-context.server'
import { ContextPicker } from '~/features/context/ui/context-picker'
import { promoteLesson } from '~/features/lessons/promote-lesson.server'
import { promotionInput } from '~/features/lessons/promotion'
import { lessonToPromote, promotionChoices, promotionValues } from '~/features/lessons/promotion-queries.server'
import { readerOf } from '~/features/members/reader.server'
import { requireAdministrator } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { type FormErrors, type FormValues, formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, Choices, EnterButton, ErrorSummary, Field, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('promotion.form.title')

const viewOf = async (values: FormValues, formats: string, errors: FormErrors = {}) => ({
  values,
  errors,
  picker: await contextPicker(values, formats),
})

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const [lesson, { formats }] = await Promise.all([lessonToPromote(viewer, id), readerOf(request)])
  if (lesson.promotion) throw redirect(`/practices/${lesson.promotion.practice.slug}`)
  const [choices, view] = await Promise.all([promotionChoices(), viewOf(await promotionValues(lesson), formats)])
  return { id, lessonTitle: lesson.title, choices, ...view }
}

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const [{ formats }, form] = await Promise.all([readerOf(request), request.formData()])
  const values = formValues(form)
  if (settleIntent(form) === 'context') return viewOf(values, formats)
  const parsed = parseForm(promotionInput, form)
  if (!parsed.ok) {
    await lessonToPromote(viewer, id)
    return invalid(await viewOf(values, formats, parsed.errors))
  }
  const promoted = await promoteLesson(viewer, id, parsed.value)
  if (!promoted.ok) return invalid(await viewOf(values, formats, promoted.errors))
  return seeOther(`/practices/${promoted.slug}`)
}

export default function PromoteLesson() {
  const t = useText()
  const { id, lessonTitle, choices, ...fresh } = useLoaderData<typeof loader>()
  const { values, errors, picker } = useActionData<typeof action>() ?? fresh
  const field = (name: string) => ({ name, value: typed(values, name), error: errors[name] })
  const options = (terms: { slug: string; label: string }[], name: string) =>
    terms.map(({ slug, label }) => ({ value: slug, label, checked: values[name]?.includes(slug) ?? false }))
  return (
    <Page title={t('promotion.form.title')}>
      <ErrorSummary errors={errors} />
      <p>
        <a href={`/lessons/${id}`}>
          <UserText>{lessonTitle}</UserText>
        </a>
      </p>
      <p>{t('promotion.form.lead')}</p>
      <form method="post" action={`/lessons/${id}/promote`} noValidate>
        <EnterButton />
        <Field {...field('title')} label={t('promotion.form.name')} maxLength={300} required />
        <Choices
          name="typeOfPractice"
          type="checkbox"
          label={t('promotion.form.typeOfPractice')}
          error={errors.typeOfPractice}
          options={options(choices.typesOfPractice, 'typeOfPractice')}
        />
        <Field
          {...field('stakeholderLine')}
          label={t('promotion.form.stakeholderLine')}
          hint={t('promotion.form.stakeholderLineHint')}
          maxLength={500}
        />
        <Choices
          name="stakeholderType"
          type="checkbox"
          label={t('promotion.form.stakeholderType')}
          error={errors.stakeholderType}
          options={options(choices.stakeholderTypes, 'stakeholderType')}
        />
        <ContextPicker picker={picker} error={errors.context} />
        <TextArea
          {...field('thematicAreas')}
          label={t('promotion.form.thematicAreas')}
          hint={t('promotion.form.thematicAreasHint')}
          rows={2}
        />
        <TextArea
          {...field('description')}
          label={t('promotion.form.description')}
          hint={t('promotion.form.descriptionHint')}
          rows={14}
          required
        />
        <TextArea {...field('links')} label={t('promotion.form.links')} hint={t('promotion.form.linksHint')} rows={3} />
        <div className="actions">
          <Button>{t('promotion.form.button')}</Button>
          <a href={`/lessons/${id}`}>{t('promotion.form.back')}</a>
        </div>
      </form>
    </Page>
  )
}
