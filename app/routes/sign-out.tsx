import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signOut } from '~/features/members/sign-out.server'
import { signInOf, signOutCookie, viewerOf } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { seeOther } from '~/lib/http.server'
import { Button } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('members.signOut.title')

export async function loader({ request }: LoaderFunctionArgs) {
  return { signedIn: (await viewerOf(request)) !== null }
}

export async function action({ request }: ActionFunctionArgs) {
  const signedIn = await signInOf(request)
  if (signedIn) await signOut(signedIn.signInId)
  // Drafts that wait in this browser are the member's alone: the next person at a shared computer must not find them.
  return seeOther('/', { 'Set-Cookie': signOutCookie(request), 'Clear-Site-Data': '"cache", "storage"' })
}

export default function SignOut() {
  const t = useText()
  const { signedIn } = useLoaderData<typeof loader>()
  return (
    <Page title={t('members.signOut.title')}>
      <p>{t(signedIn ? 'members.signOut.lead' : 'members.signOut.guest')}</p>
      {signedIn && (
        <form method="post" action="/sign-out">
          <Button>{t('members.signOut.button')}</Button>
        </form>
      )}
    </Page>
  )
}
