import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireViewer } from '~/features/members/viewer.server'
import { calendarSince, renewCalendar } from '~/features/peer-sessions/calendar.server'
import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { When } from '~/ui/when'

export const meta = pageTitle('peerSessions.calendar.title')

export const loader = async ({ request }: LoaderFunctionArgs) => ({
  since: await calendarSince(await requireViewer(request)),
})

/** Answers with the address itself: only its hash is kept, so it can be shown this once only. */
export async function action({ request }: ActionFunctionArgs) {
  const secret = await renewCalendar(await requireViewer(request))
  return { address: `${new URL(request.url).origin}/calendar/${secret}.ics` }
}

export default function Calendar() {
  const t = useText()
  const { since } = useLoaderData<typeof loader>()
  const made = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.calendar.title')}>
      <p>{t('peerSessions.calendar.lead')}</p>
      <p>{t('peerSessions.calendar.rule')}</p>
      {made ? (
        <>
          <p>{t('peerSessions.calendar.once')}</p>
          <p>
            <code data-user-text="">{made.address}</code>
          </p>
          <p>
            <a href={made.address.replace(/^https?:/, 'webcal:')}>{t('peerSessions.calendar.subscribe')}</a>
          </p>
        </>
      ) : (
        since && (
          <p>
            {t('peerSessions.calendar.since')} <When at={since} />
          </p>
        )
      )}
      <form method="post" action="/calendar?index">
        <Button kind={since ? 'plain' : 'main'}>
          {t(since ? 'peerSessions.calendar.renew' : 'peerSessions.calendar.make')}
        </Button>
      </form>
    </Page>
  )
}
