import { openSocket } from '~/realtime/browser-socket'
import { longestMessage } from '../room-message'
import { messageMenus } from './message-menu'
import { roomLine } from './room-line'
import { newClientId, roomOutbox } from './room-outbox'
import { type RoomProps, roomView } from './room-view'
import { suggestNames } from './suggest-names'

/** How far one has read is told this often, where it changed. */
const readEvery = 4_000
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
  let ended = false
  let named: string[] = []
  const line = roomLine(
    socket,
    { sessionId, last: props.last, at: props.at, outbox },
    {
      message: view.showMessage,
      changed: view.showChanged,
      unsent: showUnsent,
      line: view.showLine,
      present(present, count) {
        named = present?.map(({ name }) => name) ?? named
        view.showPresent(named, count)
      },
      gone: () => location.reload(),
    },
  )

  messageMenus(root, socket, props, { changed: view.showChanged, answer: view.answer })

  let told = 0
  setInterval(() => {
    if (view.seen() <= told || document.visibilityState === 'hidden' || !line.joined()) return
    told = view.seen()
    socket.emit('room:read', { sessionId, number: told })
  }, readEvery)

  socket.on('room:changed', ({ sessionId: of }) => {
    // What is being written is kept over the reload; not all ask at once.
    if (of === sessionId) setTimeout(() => location.reload(), Math.random() * 2_000)
  })
  socket.on('room:ended', ({ sessionId: of }) => {
    if (of !== sessionId) return
    ended = true
    view.showEnded()
  })

  function showUnsent(): void {
    view.showUnsent(outbox.unsent(), line.joined(), {
      again(clientId) {
        outbox.mark(clientId, undefined)
        void line.send()
      },
      discard(clientId) {
        outbox.remove(clientId)
        showUnsent()
      },
    })
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
    suggestNames(text, texts.marks.names, () => [...named, ...view.authors()])
    const hint = root.querySelector('#body-hint')
    const keys = document.createElement('span')
    keys.className = 'wide'
    keys.textContent = ` ${texts.keys}`
    hint?.append(keys)
    text.addEventListener('input', () => {
      outbox.setDraft(text.value)
      text.setCustomValidity('')
      if (!line.joined() || Date.now() - toldAt < typingEvery || text.value.trim() === '') return
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
      outbox.add({ clientId: newClientId(), body, replyTo: view.answered()?.id })
      view.answer?.(null)
      text.value = ''
      outbox.setDraft('')
      text.focus()
      void line.send()
    })
  }

  if (props.startsAt) {
    const left = new Date(props.startsAt).getTime() - Date.now()
    // The room opens: each page asks a little later than the one before, so that not all ask at once.
    setTimeout(() => location.reload(), Math.min(Math.max(left, 0) + 500 + Math.random() * 3_000, longestTimer))
  }
  view.showLine('connecting')
  showUnsent()
}
