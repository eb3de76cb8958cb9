import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { guidelineRevisionInput } from '~/features/guidelines/guideline-revision'
import { guidelineForRevision, reviseGuideline } from '~/features/guidelines/revise-guideline.server'
import { AdminPage } from '~/features/members/ui/admin-page'
import { requireAdministrator } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import type { Message } from '~/i18n/translate'
import { notFound } from '~/lib/errors'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, Select, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('admin.nav.guidelines')

function numberOf(number = ''): number {
  if (!/^[1-9]\d{0,2}$/.test(number)) throw notFound()
  return Number(number)
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireAdministrator(request)
  return guidelineForRevision(viewer, numberOf(params.number))
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const number = numberOf(params.number)
  const form = await request.formData()
  const parsed = parseForm(guidelineRevisionInput, form)
  if (!parsed.ok) return invalid(parsed)
  const errors = await reviseGuideline(viewer, number, parsed.value)
  if (errors) return invalid({ errors, values: formValues(form) })
  return seeOther(`/guidelines/${number}`)
}

export default function EditGuideline() {
  const t = useText()
  const guideline = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  const { number, samplePractices } = guideline
  const choices = ['verbatim', 'summary', 'missing'] as const
  return (
    <AdminPage title={t('admin.guideline.title', { number })} here="guidelines">
      <ErrorSummary errors={errors} />
      <form method="post" id="form">
        <input type="hidden" name="state" value={typed(values, 'state', guideline.state)} />
        <Field
          name="title"
          label={t('admin.guideline.titleLabel')}
          value={typed(values, 'title', guideline.title)}
          error={errors?.title}
          maxLength={300}
          required
        />
        <TextArea
          name="body"
          rows={14}
          label={t('admin.guideline.body')}
          hint={t('site.form.markdown')}
          value={typed(values, 'body', guideline.body)}
          error={errors?.body}
        />
        <Select
          name="samplePracticesAre"
          label={t('admin.guideline.samplePracticesAre')}
          options={choices.map((value) => ({ value, label: t(`admin.guideline.${value}`) }))}
          value={typed(values, 'samplePracticesAre', guideline.samplePracticesAre)}
          error={errors?.samplePracticesAre}
        />
        <SamplePractices
          ids={samplePractices.map(({ id }) => id)}
          texts={values ? (values.samplePractice ?? []) : samplePractices.map(({ text }) => text)}
          error={errors?.samplePractice}
        />
        <Button>{t('admin.guideline.button')}</Button>
      </form>
    </AdminPage>
  )
}

/** A field for each sample practice that there is, and one for a further one. */
function SamplePractices({ ids, texts, error }: { ids: string[]; texts: string[]; error?: Message }) {
  const t = useText()
  return (
    <fieldset className={error ? 'field field-wrong' : 'field'} id="samplePractice">
      <legend>{t('admin.guideline.samplePractices')}</legend>
      {error && <p className="error">{t(error.key, error.params)}</p>}
      {[...ids, null].map((id, index) => (
        <div className="field" key={id ?? 'new'}>
          <label htmlFor={`samplePractice-${index}`}>
            {id ? t('admin.guideline.samplePractice', { id }) : t('admin.guideline.newSamplePractice')}
          </label>
          {!id && (
            <p className="hint" id="newSamplePractice-hint">
              {t('admin.guideline.newSamplePracticeHint')}
            </p>
          )}
          <textarea
            id={`samplePractice-${index}`}
            name="samplePractice"
            rows={3}
            maxLength={2000}
            dir="auto"
            defaultValue={texts[index] ?? ''}
            aria-describedby={id ? undefined : 'newSamplePractice-hint'}
            aria-invalid={error && id && !texts[index]?.trim() ? true : undefined}
          />
        </div>
      ))}
    </fieldset>
  )
}
