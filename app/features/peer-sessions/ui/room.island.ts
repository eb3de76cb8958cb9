import { openSocket } from '~/realtime/browser-socket'
import type { Present, Refused, RoomJoined } from '~/realtime/protocol'
import type { MessageFrame } from '../message-frame'
import { longestMessage } from '../room-message'
import { inOrder } from './room-catch-up'
import { newClientId, roomOutbox } from './room-outbox'
import { type RoomProps, roomView } from './room-view'

const answerWithin = 10_000
/** Missed messages that are asked for at once: some seconds on a line of 64 kbit/s. */
const atOnce = 40
const noAnswer = () => null
const typingEvery = 3_000
const typingLasts = 6_000
const longestTimer = 2_000_000_000

/**
 * A room that shows by itself what is written, who is there and who writes, and sends without leaving the page. What is
 * written while the line is broken is kept and sent in its order when it is back; what was missed is asked for by
 * number.
 */
export function mount(root: HTMLElement, props: RoomProps) {
  const { sessionId, me, texts } = props
  const socket = openSocket()
  const view = roomView(root, props)
  const outbox = roomOutbox(sessionId, me.id)
  const order = inOrder(props.last, (message) => {
    forget(message)
    view.showMessage(message)
  })
  let joined = false
  let ended = false
  let catching = false

  socket.on('connect', () => void catchUp())
  socket.on('disconnect', () => {
    joined = false
    view.showLine('broken')
    showUnsent()
  })
  socket.on('connect_error', ({ message }) => view.showLine(message === 'unauthorized' ? 'signedOut' : 'broken'))
  socket.on('room:message', ({ sessionId: of, ...message }) => {
    if (of === sessionId && order.take(message)) void catchUp()
  })
  socket.on('room:presence', ({ sessionId: of, present, count }) => {
    if (of === sessionId) showPresent(present, count)
  })
  socket.on('room:changed', ({ sessionId: of }) => {
    // What is being written is kept over the reload; not all ask at once.
    if (of === sessionId) setTimeout(() => location.reload(), Math.random() * 2_000)
  })
  socket.on('room:ended', ({ sessionId: of }) => {
    if (of !== sessionId) return
    ended = true
    view.showEnded()
  })

  /** Joins the room, again after a broken line, and asks for what came meanwhile until nothing is missing. */
  async function catchUp(): Promise<void> {
    if (catching || !socket.connected) return
    catching = true
    let answer: RoomJoined | Refused | null
    do {
      answer = await socket
        .timeout(answerWithin)
        .emitWithAck('room:join', { sessionId, after: order.last(), limit: atOnce })
        .catch(noAnswer)
      if (answer?.ok) for (const message of answer.messages) order.take(message)
    } while (answer?.ok && answer.more)
    catching = false
    if (!answer?.ok) return answerLater(answer)
    joined = true
    view.showLine('online')
    showPresent(answer.present, answer.count)
    void sendUnsent()
  }

  function answerLater(answer: Refused | null): void {
    if (answer?.code === 'signed-out') view.showLine('signedOut')
    else if (answer?.code === 'not-found') location.reload()
    else setTimeout(() => void catchUp(), answer?.code === 'too-many' ? 15_000 : 3_000)
  }

  let sending = false

  /** Sends what waits, one after the other; what is refused stays, with the reason. */
  async function sendUnsent(): Promise<void> {
    showUnsent()
    if (sending) return
    sending = true
    for (let next = waiting(); next && joined; next = waiting()) {
      const { clientId, body, harmConfirmed } = next
      const answer = await socket
        .timeout(answerWithin)
        .emitWithAck('room:send', { sessionId, body, clientId, harmConfirmed })
        .catch(noAnswer)
      if (answer?.ok) {
        forget(answer.message)
        if (order.take(answer.message)) void catchUp()
      } else if (answer?.code === 'signed-out') view.showLine('signedOut')
      else if (answer && answer.code !== 'too-many' && answer.code !== 'unexpected') {
        outbox.mark(clientId, answer.message, answer.harm?.digest)
        showUnsent()
      } else if (socket.connected) await new Promise((then) => setTimeout(then, 3_000))
    }
    sending = false
  }
  const waiting = () => outbox.unsent().find(({ failed }) => failed === undefined)

  function forget({ clientId }: MessageFrame): void {
    if (!clientId || !outbox.unsent().some((message) => message.clientId === clientId)) return
    outbox.remove(clientId)
    showUnsent()
  }

  function showUnsent(): void {
    view.showUnsent(outbox.unsent(), joined, {
      again(clientId) {
        outbox.mark(clientId, undefined)
        void sendUnsent()
      },
      discard(clientId) {
        outbox.remove(clientId)
        showUnsent()
      },
    })
  }

  let named: string[] = []
  function showPresent(present: Present[] | undefined, count: number): void {
    named = present?.map(({ name }) => name) ?? named
    view.showPresent(named, count)
  }

  const writers = new Map<string, { name: string; until: number }>()
  socket.on('room:typing', ({ sessionId: of, id, name }) => {
    if (of !== sessionId || id === me.id) return
    writers.set(id, { name, until: Date.now() + typingLasts })
    showTyping()
    setTimeout(showTyping, typingLasts + 50)
  })
  socket.on('room:message', ({ author }) => {
    if (writers.delete(author.neutral ? '' : author.id)) showTyping()
  })
  function showTyping(): void {
    for (const [id, { until }] of writers) if (until <= Date.now()) writers.delete(id)
    view.showTyping([...writers.values()].map(({ name }) => name))
  }

  const field = view.composer?.querySelector('textarea')
  if (view.composer && field) compose(view.composer, field)

  function compose(form: HTMLFormElement, text: HTMLTextAreaElement): void {
    let toldAt = 0
    if (text.value === '') text.value = outbox.draft()
    const hint = root.querySelector('#body-hint')
    const keys = document.createElement('span')
    keys.className = 'wide'
    keys.textContent = ` ${texts.keys}`
    hint?.append(keys)
    text.addEventListener('input', () => {
      outbox.setDraft(text.value)
      text.setCustomValidity('')
      if (!joined || Date.now() - toldAt < typingEvery || text.value.trim() === '') return
      toldAt = Date.now()
      socket.volatile.emit('room:typing', { sessionId })
    })
    text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit()
    })
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const body = text.value
      if (ended || body.length > longestMessage) return
      if (body.trim() === '') {
        text.setCustomValidity(texts.empty)
        text.reportValidity()
        return
      }
      outbox.add({ clientId: newClientId(), body })
      text.value = ''
      outbox.setDraft('')
      text.focus()
      void sendUnsent()
    })
  }

  if (props.startsAt) {
    const left = new Date(props.startsAt).getTime() - Date.now()
    // The room opens: each page asks a little later than the one before, so that not all ask at once.
    setTimeout(() => location.reload(), Math.min(Math.max(left, 0) + 500 + Math.random() * 3_000, longestTimer))
  }
  view.showLine('connecting')
  showUnsent()
  if (socket.connected) void catchUp()
}
