import { db } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { checkContext } from '~/features/context/write-context.server'
import type { Viewer } from '~/features/members/viewer'
import type { FormErrors } from '~/lib/forms'
import type { SessionInput } from './peer-session'
import { isTimeZone, startTime } from './start-time.server'

export type CheckedSession = { startsAt: Date; timeZone: string; atOnce: boolean }

/**
 * What a form of a session means now: when it starts, and whether its format and context are there.
 * A session that starts at once has the viewer's zone, unless the form names one.
 */
export async function checkSession(
  viewer: Viewer,
  input: SessionInput,
  now: Date,
): Promise<{ ok: true; value: CheckedSession } | { ok: false; errors: FormErrors }> {
  const errors: FormErrors = await checkContext(pickContextKeys(input))
  const format = await db.sessionFormat.findUnique({ where: { slug: input.format }, select: { slug: true } })
  if (!format) errors.format = { key: 'peerSessions.form.formatUnknown' }

  const atOnce = input.intent === 'now' || input.startsAt === ''
  const timeZone = input.timeZone || viewer.timeZone
  let startsAt = now
  if (!atOnce) {
    const start = startTime(input.startsAt, timeZone, now)
    if (start.ok) startsAt = start.at
    else Object.assign(errors, start.errors)
  } else if (!isTimeZone(timeZone)) errors.timeZone = { key: 'peerSessions.form.zoneUnknown' }

  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, value: { startsAt, timeZone, atOnce } }
}
