import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AdminPage } from '~/features/members/ui/admin-page'
import { requireAdministrator } from '~/features/members/viewer.server'
import { renameTerm, termForRenaming } from '~/features/taxonomy/rename-term.server'
import { isTermKind, renameTermInput, type TermKind } from '~/features/taxonomy/term'
import { useText } from '~/i18n/locale'
import { notFound } from '~/lib/errors'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('admin.vocabularies.renameTitle')

type Params = LoaderFunctionArgs['params']

function termOf({ kind = '', slug = '' }: Params): { kind: TermKind; slug: string } {
  if (!isTermKind(kind)) throw notFound()
  return { kind, slug }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const { kind, slug } = termOf(params)
  return { kind, label: (await termForRenaming(viewer, kind, slug)).label }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const { kind, slug } = termOf(params)
  const form = await request.formData()
  const parsed = parseForm(renameTermInput, form)
  if (!parsed.ok) return invalid(parsed)
  const errors = await renameTerm(viewer, kind, slug, parsed.value.label)
  if (errors) return invalid({ errors, values: formValues(form) })
  return seeOther('/admin/vocabularies?done=renamed')
}

export default function RenameTerm() {
  const t = useText()
  const { label } = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  return (
    <AdminPage title={t('admin.vocabularies.renameOne', { label })} here="vocabularies">
      <ErrorSummary errors={errors} />
      <p>{t('admin.vocabularies.renameLead')}</p>
      <form method="post">
        <Field
          name="label"
          label={t('admin.vocabularies.label')}
          value={typed(values, 'label', label)}
          error={errors?.label}
          maxLength={100}
          required
        />
        <Button>{t('admin.vocabularies.renameButton')}</Button>
      </form>
    </AdminPage>
  )
}
