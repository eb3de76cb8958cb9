import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { signUpInput, withoutPasswords } from '~/features/members/member'
import { accountProblems, signUp } from '~/features/members/sign-up.server'
import { OrganizationField } from '~/features/members/ui/organization-field'
import { PasswordField } from '~/features/members/ui/password-field'
import { signInCookie, viewerOf } from '~/features/members/viewer.server'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { useText } from '~/i18n/locale'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, localPath, privatePage, seeOther } from '~/lib/http.server'
import { requestAddress } from '~/lib/request.server'
import { EntryScript } from '~/ui/entry-script'
import { Button, ErrorSummary, Field, Select, typed } from '~/ui/form'
import { Island } from '~/ui/island'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const headers = privatePage
export const meta = pageTitle('members.signUp.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const redirectTo = localPath(new URL(request.url).searchParams.get('redirectTo'))
  if (await viewerOf(request)) throw seeOther(redirectTo)
  const { stakeholderTypes } = await getVocabulary()
  return { redirectTo, stakeholderTypes: stakeholderTypes.map(({ slug, label }) => ({ value: slug, label })) }
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const redirectTo = localPath(form.get('redirectTo'))
  if (await viewerOf(request)) return seeOther(redirectTo)
  const values = withoutPasswords(formValues(form))
  const parsed = parseForm(signUpInput, form)
  if (!parsed.ok) {
    const sent = (name: string) => String(form.get(name) ?? '').slice(0, 300)
    const account = {
      ...{ name: sent('name'), email: sent('email'), password: String(form.get('password') ?? '') },
      ...{ organization: sent('organization'), stakeholderType: sent('stakeholderType') },
    }
    return invalid({ errors: { ...(await accountProblems(account, requestAddress())), ...parsed.errors }, values })
  }
  const answer = await signUp(parsed.value, requestAddress())
  if (!answer.ok) return invalid({ errors: answer.errors, values })
  return seeOther(redirectTo, { 'Set-Cookie': signInCookie(request, answer.signInId) })
}

export default function SignUp() {
  const t = useText()
  const { stakeholderTypes, redirectTo: wanted } = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  const redirectTo = typed(values, 'redirectTo', wanted)
  const signInUrl = `/sign-in?redirectTo=${encodeURIComponent(redirectTo)}`
  return (
    <Page title={t('members.signUp.title')}>
      <ErrorSummary errors={errors} />
      <p>{t('members.signUp.lead')}</p>
      <p>
        {t('members.signUp.known')} <a href={signInUrl}>{t('members.signUp.signIn')}</a>
      </p>
      <form method="post" action="/sign-up">
        <input type="hidden" name="redirectTo" value={redirectTo} />
        <Island name="browser-zone">
          <input type="hidden" name="timeZone" />
        </Island>
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
        <OrganizationField value={typed(values, 'organization')} error={errors?.organization} />
        <Select
          name="stakeholderType"
          label={t('members.stakeholderType.label')}
          empty={t('members.stakeholderType.choose')}
          options={stakeholderTypes}
          value={typed(values, 'stakeholderType')}
          error={errors?.stakeholderType}
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
        {errors?.email?.key === 'members.email.taken' && (
          <p>
            <a href={signInUrl}>{t('members.email.signIn')}</a>
          </p>
        )}
        <PasswordField isNew error={errors?.password} />
        <Button>{t('members.signUp.button')}</Button>
      </form>
      <EntryScript />
    </Page>
  )
}
