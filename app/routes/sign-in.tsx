import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { signInInput, withoutPasswords } from '~/features/members/member'
import { signIn } from '~/features/members/sign-in.server'
import { Notice } from '~/features/members/ui/admin-page'
import { PasswordField } from '~/features/members/ui/password-field'
import { signInCookie, signInOf, viewerOf } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { type FormErrors, formValues, parseForm } from '~/lib/forms'
import { cameFrom, invalid, localPath, privatePage, seeOther } from '~/lib/http.server'
import { requestAddress } from '~/lib/request.server'
import { Button, ErrorSummary, Field, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const headers = privatePage
export const meta = pageTitle('members.signIn.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const redirectTo = searchParams.has('redirectTo') ? localPath(searchParams.get('redirectTo')) : cameFrom(request)
  if (await viewerOf(request)) throw seeOther(redirectTo)
  return { redirectTo, passwordSet: searchParams.get('done') === 'password' }
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const values = withoutPasswords(formValues(form))
  const parsed = parseForm(signInInput, form)
  if (!parsed.ok) return invalid({ errors: parsed.errors, values })
  const { email, password, redirectTo } = parsed.value
  const former = (await signInOf(request))?.signInId
  const signInId = await signIn(email, password, { address: requestAddress(), former })
  if (!signInId) return invalid({ errors: { email: { key: 'members.signIn.wrong' } } as FormErrors, values })
  return seeOther(localPath(redirectTo), { 'Set-Cookie': signInCookie(request, signInId) })
}

export default function SignIn() {
  const t = useText()
  const { redirectTo: wanted, passwordSet } = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  const redirectTo = typed(values, 'redirectTo', wanted)
  return (
    <Page title={t('members.signIn.title')}>
      <ErrorSummary errors={errors} />
      {passwordSet && !errors && <Notice>{t('members.signIn.passwordSet')}</Notice>}
      <form method="post" action="/sign-in">
        <input type="hidden" name="redirectTo" value={redirectTo} />
        <Field
          name="email"
          type="email"
          label={t('members.email.label')}
          value={typed(values, 'email')}
          error={errors?.email}
          autoComplete="username"
          required
        />
        <PasswordField error={errors?.password} />
        <Button>{t('members.signIn.button')}</Button>
      </form>
      <p>
        {t('members.signIn.newcomer')}{' '}
        <a href={`/sign-up?redirectTo=${encodeURIComponent(redirectTo)}`}>{t('members.signIn.join')}</a>
      </p>
      <p className="muted">{t('members.signIn.forgotten')}</p>
    </Page>
  )
}
