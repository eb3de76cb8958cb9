import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { newPasswordInput } from '~/features/members/member'
import { readLink } from '~/features/members/one-time-link.server'
import { resetPassword } from '~/features/members/reset-password.server'
import { signOut } from '~/features/members/sign-out.server'
import { PasswordField } from '~/features/members/ui/password-field'
import { signInOf, signOutCookie } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { notFound } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('members.reset.title')

/** The address is a secret: nothing keeps the page. */
export const headers = () => ({ 'Cache-Control': 'no-store' })

export async function loader({ params }: LoaderFunctionArgs) {
  const member = await readLink('password', params.token ?? '')
  if (!member) throw notFound()
  return member
}

export async function action({ request, params }: ActionFunctionArgs) {
  const parsed = parseForm(newPasswordInput, await request.formData())
  if (!parsed.ok) return invalid({ errors: parsed.errors, values: {} })
  const errors = await resetPassword(params.token ?? '', parsed.value.password)
  if (errors) return invalid({ errors, values: {} })
  const present = await signInOf(request)
  if (present) await signOut(present.signInId)
  return seeOther('/sign-in?done=password', { 'Set-Cookie': signOutCookie(request) })
}

export default function Reset() {
  const t = useText()
  const { name, email } = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors
  return (
    <Page title={t('members.reset.title')}>
      <ErrorSummary errors={errors} />
      <p>{t('members.reset.lead', { name, email })}</p>
      <form method="post">
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordField isNew error={errors?.password} />
        <Button>{t('members.reset.button')}</Button>
      </form>
    </Page>
  )
}
