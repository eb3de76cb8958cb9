import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { mergeInput } from '~/features/members/member'
import { mergeOrganizations } from '~/features/members/merge-organizations.server'
import { listOrganizations } from '~/features/members/queries.server'
import { AdminPage, Notice, SearchLine } from '~/features/members/ui/admin-page'
import { requireAdministrator } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Pager } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('admin.organizations.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const { searchParams } = new URL(request.url)
  const q = searchParams.get('q') ?? ''
  const { rows, next } = await listOrganizations(viewer, { q, after: searchParams.get('after') })
  return {
    rows,
    next: next && `/admin/organizations?${new URLSearchParams({ ...(q && { q }), after: next })}`,
    q,
    merged: searchParams.get('done') === 'merge',
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const form = await request.formData()
  const parsed = parseForm(mergeInput, form)
  if (!parsed.ok) return invalid(parsed)
  const errors = await mergeOrganizations(viewer, parsed.value)
  if (errors) return invalid({ errors, values: formValues(form) })
  return seeOther('/admin/organizations?done=merge')
}

export default function Organizations() {
  const t = useText()
  const { rows, next, q, merged } = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  return (
    <AdminPage title={t('admin.organizations.title')} here="organizations">
      <ErrorSummary errors={errors} />
      {merged && !errors && <Notice>{t('admin.organizations.merged')}</Notice>}
      <SearchLine label={t('admin.organizations.search')} button={t('admin.organizations.searchButton')} q={q} />
      {rows.length === 0 && <EmptyState>{t('admin.organizations.none')}</EmptyState>}
      <ul className="lines">
        {rows.map(({ id, name, members, alsoNamed }) => (
          <li key={id} className="line">
            <UserText>{name}</UserText>
            <p className="muted">
              {t('admin.organizations.members', { count: members })}
              {alsoNamed.length > 0 && <> · {t('admin.organizations.alsoNamed', { names: alsoNamed.join('; ') })}</>}
            </p>
          </li>
        ))}
      </ul>
      <Pager next={next} />
      <h2>{t('admin.organizations.mergeTitle')}</h2>
      <p>{t('admin.organizations.mergeLead')}</p>
      <form method="post" action="/admin/organizations">
        <Field
          name="from"
          label={t('admin.organizations.from')}
          value={typed(values, 'from')}
          error={errors?.from}
          list="organizations"
          required
        />
        <Field
          name="into"
          label={t('admin.organizations.into')}
          value={typed(values, 'into')}
          error={errors?.into}
          list="organizations"
          required
        />
        <datalist id="organizations">
          {rows.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
        <Button>{t('admin.organizations.mergeButton')}</Button>
      </form>
    </AdminPage>
  )
}
