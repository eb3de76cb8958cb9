import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { makeFirstAdministrator } from '~/features/members/make-first-administrator.server'
import { firstAdministratorInput, withoutPasswords } from '~/features/members/member'
import { readLink } from '~/features/members/one-time-link.server'
import { PasswordField } from '~/features/members/ui/password-field'
import { signInCookie } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('members.firstAdministrator.title')

/** The address is a secret: nothing keeps the page. */
export const headers = () => ({ 'Cache-Control': 'no-store' })

export async function loader({ params }: LoaderFunctionArgs) {
  await readLink('first-administrator', params.token ?? '')
  return null
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await request.formData()
  const values = withoutPasswords(formValues(form))
  const parsed = parseForm(firstAdministratorInput, form)
  if (!parsed.ok) return invalid({ errors: parsed.errors, values })
  const answer = await makeFirstAdministrator(params.token ?? '', parsed.value)
  if (!answer.ok) return invalid({ errors: answer.errors, values })
  return seeOther('/admin', { 'Set-Cookie': signInCookie(request, answer.signInId) })
}

export default function FirstAdministrator() {
  const t = useText()
  const { errors, values } = useActionData<typeof action>() ?? {}
  return (
    <Page title={t('members.firstAdministrator.title')}>
      <ErrorSummary errors={errors} />
      <p>{t('members.firstAdministrator.lead')}</p>
      <form method="post">
        <Field
          name="name"
          label={t('members.name.label')}
          hint={t('members.name.hint')}
          value={typed(values, 'name')}
          error={errors?.name}
          autoComplete="name"
          maxLength={100}
          required
        />
        <Field
          name="email"
          type="email"
          label={t('members.email.label')}
          hint={t('members.email.hint')}
          value={typed(values, 'email')}
          error={errors?.email}
          autoComplete="username"
          maxLength={254}
          required
        />
        <PasswordField isNew error={errors?.password} />
        <Button>{t('members.firstAdministrator.button')}</Button>
      </form>
    </Page>
  )
}
