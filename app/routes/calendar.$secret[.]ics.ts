import type { LoaderFunctionArgs } from '@remix-run/node'
import { memberCalendar } from '~/features/peer-sessions/calendar.server'
import { calendarFile } from '~/features/peer-sessions/calendar-file.server'

/** A member's sessions for a calendar that subscribes to them: who has the address, has them. */
export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  calendarFile(await memberCalendar(params.secret ?? '', new URL(request.url).origin))
