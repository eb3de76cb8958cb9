import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { labels } from '~/features/peer-sessions/gate'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { accesses, type SessionStatus, statusAt } from '~/features/peer-sessions/peer-session'
import { contentWhere, sessionFor, sessionWhere, shownOf, statusWhere } from '~/features/peer-sessions/queries.server'
import type { Prisma } from '~/generated/prisma/client'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const found = async (where: Prisma.PeerSessionWhereInput) =>
  new Set((await db.peerSession.findMany({ where, select: { id: true } })).map(({ id }) => id))

describe('the database is asked the same as the rules say', () => {
  it('about what a session is at the moment, however it was opened, ended and cancelled', async () => {
    const now = new Date()
    const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
    const made: { id: string; status: SessionStatus }[] = []
    for (const startsAt of [-13, -12, -11, 0, 1].map(inHours)) {
      for (const openedAt of [null, inHours(-1)]) {
        for (const endedAt of [null, inHours(-0.5)]) {
          for (const cancelledAt of [null, inHours(-0.5)]) {
            const times = { startsAt, openedAt, endedAt, cancelledAt }
            const id = await liveSession(people.amina)
            await db.peerSession.update({ where: { id }, data: times })
            made.push({ id, status: statusAt(times, now) })
          }
        }
      }
    }
    for (const status of ['upcoming', 'live', 'past'] as const) {
      const here = await found(statusWhere(status, now))
      expect(made.filter(({ id }) => here.has(id))).toEqual(made.filter((one) => one.status === status))
      expect(here.size).toBeGreaterThan(0)
    }
  })

  it('about whom it exists for, and who may have what is said', async () => {
    const { amina, bounmy, elif, farid, carmen } = people
    const colleague: Viewer = { ...farid, organizationId: bounmy.organizationId }
    const made: string[] = []
    for (const access of accesses) {
      for (const sharing of labels) {
        const id = await liveSession(amina, { access, sharing })
        if (access === 'invited') {
          await db.sessionParticipant.create({ data: { sessionId: id, memberId: bounmy.id, role: 'participant' } })
        } else await joinSession(bounmy, id)
        made.push(id)
      }
    }
    let kept = 0
    for (const viewer of [null, amina, bounmy, elif, colleague, carmen]) {
      const [there, read] = [await found(sessionWhere(viewer)), await found(contentWhere(viewer))]
      for (const id of made) {
        const session = await sessionFor(viewer, id).catch(() => null)
        expect(there.has(id)).toBe(session !== null)
        expect(read.has(id)).toBe(session !== null && shownOf(session, 'actions').notes)
        if (!read.has(id)) kept++
      }
    }
    expect(kept).toBeGreaterThan(0)
    expect(bounmy.organizationId).not.toBeNull()
    expect(elif.organizationId).not.toBe(bounmy.organizationId)
  })
})
