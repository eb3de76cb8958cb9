import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AdminPage } from '~/features/members/ui/admin-page'
import { requireAdministrator } from '~/features/members/viewer.server'
import { practiceRevisionInput } from '~/features/practices/practice-revision'
import { practiceForRevision, revisePractice } from '~/features/practices/revise-practice.server'
import { useText } from '~/i18n/locale'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('admin.practice.title')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireAdministrator(request)
  return practiceForRevision(viewer, params.slug ?? '')
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const slug = params.slug ?? ''
  const form = await request.formData()
  const parsed = parseForm(practiceRevisionInput, form)
  if (!parsed.ok) return invalid(parsed)
  const errors = await revisePractice(viewer, slug, parsed.value)
  if (errors) return invalid({ errors, values: formValues(form) })
  return seeOther(`/practices/${slug}`)
}

export default function EditPractice() {
  const t = useText()
  const practice = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  return (
    <AdminPage title={t('admin.practice.title')} here="practices">
      <ErrorSummary errors={errors} />
      <form method="post" id="form">
        <input type="hidden" name="state" value={typed(values, 'state', practice.state)} />
        <Field
          name="title"
          label={t('admin.practice.titleLabel')}
          value={typed(values, 'title', practice.title)}
          error={errors?.title}
          maxLength={300}
          required
        />
        <TextArea
          name="description"
          rows={18}
          label={t('admin.practice.description')}
          hint={t('admin.practice.descriptionHint')}
          value={typed(values, 'description', practice.description)}
          error={errors?.description}
          required
        />
        <Field
          name="sourceUrl"
          label={t('admin.practice.sourceUrl')}
          hint={t('admin.practice.sourceUrlHint')}
          value={typed(values, 'sourceUrl', practice.sourceUrl)}
          error={errors?.sourceUrl}
        />
        <Button>{t('admin.practice.button')}</Button>
      </form>
    </AdminPage>
  )
}
