import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { shareTurns, turnsOfMessages } from '~/features/peer-sessions/turns'
import { turnsByKind } from '~/features/peer-sessions/turns-by-kind.server'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { liveSession } from '../../support/sessions'

const voices = (...list: [string | null, number][]) => list.map(([kind, turns]) => ({ kind, turns }))

describe('a turn', () => {
  it('is what one person writes without a break', () => {
    expect(turnsOfMessages(['a', 'a', 'b', 'a', 'a', 'a'])).toEqual(new Map(Object.entries({ a: 2, b: 1 })))
    expect(turnsOfMessages([])).toEqual(new Map())
  })
})

describe('the share of a kind', () => {
  it('stands by itself from two people on, by name and not by number', () => {
    expect(shareTurns(voices(['ngos', 5], ['ngos', 0], ['host', 9], ['host', 1]), false)).toEqual([
      { kind: 'host', turns: 10 },
      { kind: 'ngos', turns: 5 },
    ])
  })

  it('is put together with others where it is one person’s, and left out where that is still one', () => {
    expect(shareTurns(voices(['ngos', 5], ['host', 9], ['un', 1], ['un', 1]), false)).toEqual([
      { kind: 'un', turns: 2 },
      { kind: null, turns: 14 },
    ])
    expect(shareTurns(voices(['ngos', 5], ['un', 1], ['un', 1]), false)).toEqual([{ kind: 'un', turns: 2 }])
    expect(shareTurns(voices([null, 3]), false)).toEqual([])
  })

  it('stands by itself under the Chatham House Rule from three people on', () => {
    const people = voices(['ngos', 5], ['ngos', 1], ['host', 2], ['host', 2], ['host', 2], ['un', 1])
    expect(shareTurns(people, true)).toEqual([
      { kind: 'host', turns: 6 },
      { kind: null, turns: 7 },
    ])
    expect(shareTurns(voices(['host', 2], ['host', 2], ['host', 2], ['un', 1]), true)).toEqual([
      { kind: 'host', turns: 6 },
    ])
  })
})

describe('the turns of a session', () => {
  useDatabase()
  let people: Cast
  const says = () => ({ body: 'We called the foremen.', clientId: newId() })
  beforeAll(async () => {
    people = await cast()
    await db.member.update({ where: { id: people.elif.id }, data: { stakeholderTypeSlug: 'ngos' } })
    people.elif.stakeholderTypeSlug = 'ngos'
  })

  it('count runs of messages and calls to speak, and nothing that waits or was removed', async () => {
    const id = await liveSession(people.amina, { access: 'members' })
    for (const one of [people.bounmy, people.bounmy, people.elif, people.bounmy]) await sendRoomMessage(one, id, says())
    const removed = await sendRoomMessage(people.elif, id, says())
    await db.roomMessage.update({ where: { id: removed.id }, data: { removedAt: new Date(), removedBy: 'lead' } })
    await stepSession(people.elif, id, { type: 'raise', member: '' })
    await stepSession(people.amina, id, { type: 'call', member: '' })
    await sendRoomMessage(people.farid, id, says())
    const shown = await turnsByKind(people.amina, id)
    // Amina and Farid are of one kind each: put together they are two people.
    expect(shown).toMatchObject([
      { label: expect.any(String), turns: 4, percent: 80 },
      { label: null, turns: 1, percent: 20 },
    ])
    expect(JSON.stringify(shown)).not.toMatch(/Bounmy|Elif|Farid|Amina/)
  })

  it('are for who leads it', async () => {
    const id = await liveSession(people.amina, { access: 'members' })
    await joinSession(people.bounmy, id)
    for (const one of [people.bounmy, people.carmen]) {
      await expect(turnsByKind(one, id)).rejects.toMatchObject({ status: 403 })
    }
    expect(await turnsByKind(people.amina, id)).toEqual([])
  })

  it('tell of no kind with fewer than three under the Chatham House Rule', async () => {
    const id = await liveSession(people.amina, { chathamHouse: true })
    for (const one of [people.bounmy, people.elif]) await sendRoomMessage(one, id, says())
    expect(await turnsByKind(people.amina, id)).toEqual([{ label: null, turns: 2, percent: 100 }])
  })
})
