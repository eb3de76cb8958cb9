import { beforeAll, describe, expect, it } from 'vitest'
import { admitMember } from '~/features/peer-sessions/admit-member.server'
import { cancelSession } from '~/features/peer-sessions/cancel-session.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { muteMember, unmuteMember } from '~/features/peer-sessions/mute-member.server'
import { removeMember } from '~/features/peer-sessions/remove-member.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { slowSession } from '~/features/peer-sessions/slow-session.server'
import { translate } from '~/i18n/translate'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../support/cast'
import { useDatabase } from '../support/database'
import { arrive, ask, hears, useRealtime } from '../support/realtime'
import { liveSession, writtenIn } from '../support/sessions'

useDatabase()
const realtime = useRealtime()
const t = translate('en')
let people: Cast
const message = (sessionId: string) => ({ sessionId, body: 'We called the foremen.', clientId: newId() })

beforeAll(async () => {
  people = await cast()
})

describe('over the socket', () => {
  it('who is muted is told at once, is refused with a sentence, hears on, and writes again when let', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    const bounmy = await arrive(realtime, people.bounmy)
    await ask(bounmy, 'room:join', { sessionId: id })
    const changed = hears(bounmy, 'room:changed')
    await muteMember(people.amina, id, people.bounmy.id)
    expect(await changed).toEqual({ sessionId: id })
    expect(await ask(bounmy, 'room:send', message(id))).toEqual({
      ok: false,
      code: 'forbidden',
      message: t('peerSessions.moderation.muted'),
    })
    expect(await ask(bounmy, 'room:join', { sessionId: id })).toMatchObject({ ok: true, canWrite: false })
    const heard = hears(bounmy, 'room:message')
    await sendRoomMessage(people.elif, id, { body: 'On we go.', clientId: newId() })
    expect(await heard).toMatchObject({ number: 1 })
    await unmuteMember(people.amina, id, people.bounmy.id)
    expect(await ask(bounmy, 'room:send', message(id))).toMatchObject({ ok: true })
  })

  it('who is put out of an invited session leaves its room, which does not exist for him or her any more', async () => {
    const id = await liveSession(people.amina, { access: 'invited' })
    await inviteMember(people.amina, id, emailOf('bounmy'))
    await joinSession(people.bounmy, id)
    const bounmy = await arrive(realtime, people.bounmy)
    await ask(bounmy, 'room:join', { sessionId: id })
    const heard: unknown[] = []
    bounmy.on('room:message', (one) => heard.push(one))
    await removeMember(people.amina, id, people.bounmy.id)
    await realtime.teller.settled()
    await sendRoomMessage(people.amina, id, { body: 'Among ourselves.', clientId: newId() })
    await realtime.teller.settled()
    expect(await ask(bounmy, 'room:join', { sessionId: id })).toMatchObject({ ok: false, code: 'not-found' })
    expect(await ask(bounmy, 'room:send', message(id))).toMatchObject({ ok: false, code: 'not-found' })
    expect(heard).toEqual([])
  })

  it('who is put out of an open session reads as everybody, and writes no more', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    const bounmy = await arrive(realtime, people.bounmy)
    await ask(bounmy, 'room:join', { sessionId: id })
    const changed = hears(bounmy, 'room:changed')
    await removeMember(people.amina, id, people.bounmy.id)
    await changed
    expect(await ask(bounmy, 'room:send', message(id))).toMatchObject({
      ok: false,
      code: 'forbidden',
      message: t('peerSessions.moderation.removed'),
    })
    expect(await writtenIn(id)).toEqual([])
  })

  it('who waits to be let in hears when it is decided', async () => {
    const id = await liveSession(people.amina, { admission: true, access: 'members', sharing: 'red' })
    await joinSession(people.bounmy, id)
    const bounmy = await arrive(realtime, people.bounmy)
    expect(await ask(bounmy, 'room:join', { sessionId: id })).toMatchObject({ ok: false, code: 'forbidden' })
    const changed = hears(bounmy, 'room:changed')
    await admitMember(people.amina, id, people.bounmy.id)
    expect(await changed).toEqual({ sessionId: id })
    expect(await ask(bounmy, 'room:join', { sessionId: id })).toMatchObject({ ok: true, canWrite: true })
  })

  it('slow mode is told to the room, and a message too soon may be sent again later', async () => {
    const id = await liveSession(people.amina)
    const bounmy = await arrive(realtime, people.bounmy)
    await ask(bounmy, 'room:join', { sessionId: id })
    const told = hears(bounmy, 'session:state', (state) => state.slowModeSeconds === 60)
    await slowSession(people.amina, id, 60)
    await told
    expect(await ask(bounmy, 'room:send', message(id))).toMatchObject({ ok: true })
    const refused = await ask(bounmy, 'room:send', message(id))
    expect(refused).toMatchObject({ ok: false, code: 'too-many' })
    expect(refused.message).toMatch(/^Slow mode: your next message can be sent in \d+ seconds/)
  })

  it('the room of a session that is cancelled is shown anew, and takes no more', async () => {
    const id = await liveSession(people.amina)
    const bounmy = await arrive(realtime, people.bounmy)
    await ask(bounmy, 'room:join', { sessionId: id })
    const changed = hears(bounmy, 'room:changed')
    await cancelSession(people.amina, id, { reason: '' })
    await changed
    expect(await ask(bounmy, 'room:send', message(id))).toMatchObject({ ok: false, code: 'conflict' })
  })

  it('the check of the line is answered, whatever the session', async () => {
    const bounmy = await arrive(realtime, people.bounmy)
    expect(await ask(bounmy, 'line:check', { sessionId: 'nosuchsession0' })).toEqual({ ok: true })
    expect(await ask(bounmy, 'line:check', {})).toMatchObject({ ok: false, code: 'invalid' })
  })
})
