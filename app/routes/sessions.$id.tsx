import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { followSeconds } from '~/features/peer-sessions/ui/following'
import { loadSessionPage } from '~/features/session-page/load-session-page.server'
import { LiveSession } from '~/features/session-page/ui/live-session'
import { Lobby } from '~/features/session-page/ui/lobby'
import { SessionRecord } from '~/features/session-page/ui/session-record'
import { EarlierMessages, KeptSession } from '~/features/session-page/ui/written'
import { translate } from '~/i18n/translate'
import { dataTitle } from '~/ui/meta'

export const meta = dataTitle<Loaded>(({ session, neutralTitle }) => (session.titled ? session.title : neutralTitle))

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, reader] = await Promise.all([viewerOf(request), readerOf(request)])
  const { searchParams, origin } = new URL(request.url)
  const number = searchParams.get('after') ?? ''
  const after = /^\d{1,9}$/.test(number) ? Number(number) : null
  const follow = searchParams.get('follow') === String(followSeconds)
  const page = await loadSessionPage(viewer, params.id ?? '', reader, { after, follow, origin })
  return {
    ...page,
    neutralTitle: translate(reader.locale)('peerSessions.neutralTitle'),
    /** After so many seconds the page is fetched anew. */
    refreshAfter: page.room?.follow ? { seconds: followSeconds, scripts: viewer !== null } : null,
    refresh: refreshUrl(page.session.id, searchParams, page.session.messages),
  }
}
type Loaded = Awaited<ReturnType<typeof loader>>

/** The page again at its newest message. It differs from the present address, else a browser would only scroll. */
function refreshUrl(id: string, present: URLSearchParams, newest: number): string {
  const same = present.get('seen') === String(newest) && !present.has('again')
  return `/sessions/${id}?seen=${newest}${same ? '&again=1' : ''}#latest`
}

export default function SessionRoute() {
  const { refresh, ...page } = useLoaderData<typeof loader>()
  const { lobby, room, earlier, record } = page
  if (lobby) return <Lobby {...page} lobby={lobby} />
  if (room) return <LiveSession {...page} room={room} refresh={refresh} />
  if (earlier) return <EarlierMessages {...page} earlier={earlier} />
  if (record) return <SessionRecord {...page} record={record} />
  return <KeptSession {...page} />
}
