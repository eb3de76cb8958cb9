import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { changePassword } from '~/features/members/change-password.server'
import { passwordInput } from '~/features/members/member'
import { ownProfile } from '~/features/members/queries.server'
import { PasswordField } from '~/features/members/ui/password-field'
import { requireViewer, signInCookie } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { requestAddress } from '~/lib/request.server'
import { Button, ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('members.changePassword.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const { email } = await ownProfile(await requireViewer(request))
  return { email }
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(passwordInput, await request.formData())
  if (!parsed.ok) return invalid({ errors: parsed.errors, values: {} })
  const answer = await changePassword(viewer, parsed.value, requestAddress())
  if (!answer.ok) return invalid({ errors: answer.errors, values: {} })
  return seeOther('/profile?done=password', { 'Set-Cookie': signInCookie(request, answer.signInId) })
}

export default function ChangePassword() {
  const t = useText()
  const { email } = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors
  return (
    <Page title={t('members.changePassword.title')}>
      <ErrorSummary errors={errors} />
      <p>{t('members.changePassword.lead')}</p>
      <form method="post" action="/profile/password">
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordField
          name="currentPassword"
          label={t('members.changePassword.current')}
          error={errors?.currentPassword}
        />
        <PasswordField name="newPassword" label={t('members.changePassword.new')} error={errors?.newPassword} isNew />
        <Button>{t('members.changePassword.button')}</Button>
      </form>
    </Page>
  )
}
