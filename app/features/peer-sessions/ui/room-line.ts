import type { BrowserSocket } from '~/realtime/lasting-socket'
import type { Present, Refused, RoomJoined } from '~/realtime/protocol'
import type { MessageFrame } from '../message-frame'
import { inOrder } from './room-catch-up'
import type { Outbox } from './room-outbox'

/** Milliseconds for an answer: a long message behind a screenful of others, on a line of 64 kbit/s with a second of delay. */
export const answerWithin = 20_000
/** Missed messages that are asked for at once: some seconds on such a line. */
const atOnce = 40
const noAnswer = () => null

type Room = {
  sessionId: string
  /** The number of the newest message that is shown already. */
  last: number
  /** When that was true, in ISO 8601; what changed later is asked for. */
  at?: string
  outbox: Outbox
}

/** What becomes of what the line brings. */
type Hears = {
  /** In the order of the numbers, each once. */
  message(message: MessageFrame): void
  /** A message that was shown before is otherwise now. */
  changed?(message: MessageFrame): void
  /** The outbox changed, or whether it can be sent. */
  unsent(): void
  line(state: 'online' | 'broken' | 'signedOut'): void
  present(present: Present[] | undefined, count: number): void
  /** The session does not exist for the member any more. */
  gone(): void
}

/**
 * A room over a line that breaks: what is written is kept and sent in its order, one after the other, until it is
 * acknowledged; what was missed is asked for by number. It knows nothing of pages.
 * @returns how to send what the outbox holds, and whether the room is reached now
 */
export function roomLine(socket: BrowserSocket, { sessionId, last, at, outbox }: Room, hears: Hears) {
  let joined = false
  let catching = false
  let sending = false
  let later: ReturnType<typeof setTimeout> | undefined
  const order = inOrder(last, (message) => {
    forget(message)
    hears.message(message)
  })

  socket.on('connect', () => void catchUp())
  socket.on('disconnect', () => {
    joined = false
    hears.line('broken')
    hears.unsent()
  })
  socket.on('connect_error', ({ message }) => hears.line(message === 'unauthorized' ? 'signedOut' : 'broken'))
  socket.on('room:message', ({ sessionId: of, ...message }) => {
    if (of === sessionId && order.take(message)) void catchUp()
  })
  socket.on('room:message-changed', ({ sessionId: of, ...message }) => {
    if (of === sessionId) hears.changed?.(message)
  })
  socket.on('room:presence', ({ sessionId: of, present, count }) => {
    if (of === sessionId) hears.present(present, count)
  })
  if (socket.connected) void catchUp()

  /** Joins the room, again after a broken line, and asks for what came meanwhile until nothing is missing. */
  async function catchUp(): Promise<void> {
    if (catching || !socket.connected) return
    catching = true
    clearTimeout(later)
    let changedSince = at
    let answer: RoomJoined | Refused | null
    do {
      answer = await socket
        .timeout(answerWithin)
        .emitWithAck('room:join', { sessionId, after: order.last(), limit: atOnce, changedSince })
        .catch(noAnswer)
      if (!answer?.ok) break
      changedSince = undefined
      for (const message of answer.changed ?? []) hears.changed?.({ mine: [], ...message })
      for (const message of answer.messages) order.take(message)
    } while (answer.more)
    catching = false
    if (!answer?.ok) return answerLater(answer)
    at = answer.at
    joined = true
    hears.line('online')
    hears.present(answer.present, answer.count)
    void send()
  }

  function answerLater(answer: Refused | null): void {
    if (answer?.code === 'signed-out') hears.line('signedOut')
    else if (answer?.code === 'not-found') hears.gone()
    else later = setTimeout(() => void catchUp(), answer?.code === 'too-many' ? 15_000 : 3_000)
  }

  /** Sends what waits, one after the other; what is refused stays, with the reason. */
  async function send(): Promise<void> {
    hears.unsent()
    if (sending) return
    sending = true
    for (let next = waiting(); next && joined; next = waiting()) {
      const { failed: _, harm: __, waits: ___, ...message } = next
      const answer = await socket
        .timeout(answerWithin)
        .emitWithAck('room:send', { sessionId, ...message })
        .catch(noAnswer)
      if (answer?.ok) {
        forget(answer.message)
        if (order.take(answer.message)) void catchUp()
      } else if (answer?.code === 'signed-out') {
        hears.line('signedOut')
        break
      } else if (answer && answer.code !== 'too-many' && answer.code !== 'unexpected') {
        outbox.mark(next.clientId, answer.message, answer.harm?.digest)
        hears.unsent()
      } else if (socket.connected) {
        if (answer?.code === 'too-many') {
          outbox.delay(next.clientId, answer.message)
          hears.unsent()
        }
        await new Promise((then) => setTimeout(then, 3_000))
      }
    }
    sending = false
  }
  const waiting = () => outbox.unsent().find(({ failed }) => failed === undefined)

  function forget({ clientId }: MessageFrame): void {
    if (!clientId || !outbox.unsent().some((message) => message.clientId === clientId)) return
    outbox.remove(clientId)
    hears.unsent()
  }

  return { send, joined: () => joined }
}
