import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readAfterNumber } from '~/features/exports/export-session.server'
import { recordPage } from '~/features/exports/record-page.server'
import { SessionRecordPage } from '~/features/exports/ui/session-record'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { translate } from '~/i18n/translate'
import { dataTitle } from '~/ui/meta'

type Loaded = Awaited<ReturnType<typeof loader>>

export const meta = dataTitle<Loaded>(({ session, neutralTitle }) => (session.titled ? session.title : neutralTitle))

/** All of a session on one page, to read and to print: up to 5,000 messages; `?after=NUMBER` where there are more. */
export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const [viewer, { formats, locale }] = await Promise.all([viewerOf(request), readerOf(request)])
  return {
    ...(await recordPage(viewer, id, formats, readAfterNumber(request))),
    neutralTitle: translate(locale)('peerSessions.neutralTitle'),
  }
}

export default function SessionRecord() {
  return <SessionRecordPage record={useLoaderData<typeof loader>() as Loaded} />
}
