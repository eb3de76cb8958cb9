import type { LoaderFunctionArgs } from '@remix-run/node'
import { viewerOf } from '~/features/members/viewer.server'
import { sessionCalendar } from '~/features/peer-sessions/calendar.server'
import { calendarFile } from '~/features/peer-sessions/calendar-file.server'

/** One session for a calendar. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { origin } = new URL(request.url)
  return calendarFile(await sessionCalendar(await viewerOf(request), params.id ?? '', origin))
}
