import type { MessageFrame } from '../message-frame'
import { messageUrl } from '../room-message'
import { anchor, button, fill } from './elements'
import { isolated, type LineState, messageLines, stateOf } from './message-line'
import type { Unsent } from './room-outbox'
import type { RoomTexts } from './room-texts'

/** Characters of a message in a list of quotes, and above the field. */
const longestQuote = 300
const shortQuote = 80

export type RoomProps = {
  sessionId: string
  /** ISO 8601; null where the room is open. */
  startsAt: string | null
  last: number
  /** neutral: under the Chatham House Rule, where the name is the neutral one. */
  me: { id: string; name: string; neutral?: true }
  formats: string
  timeZone: string
  /** The member leads the session. */
  leads: boolean
  /** The moment of which the page tells, in ISO 8601. */
  at: string
  texts: RoomTexts
}

/** Everything that the island of a room shows, on the markup that the server made. */
export function roomView(root: HTMLElement, props: RoomProps) {
  const { me, formats, texts, sessionId } = props
  const part = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-part="${name}"]`)
  const list = part('messages')
  const lines = messageLines(part<HTMLTemplateElement>('template'), props)
  const line = part('line')
  const waiting = document.createElement('ol')
  waiting.className = 'messages unsent'
  waiting.hidden = true
  list?.after(waiting)
  const latest = root.querySelector('#latest')
  const below = button(texts.below, goToTheEnd)
  below.hidden = true
  if (latest) new IntersectionObserver(([seen]) => seen?.isIntersecting && (below.hidden = true)).observe(latest)
  part('composer')?.prepend(below)

  /** The end of the messages comes into sight, with the field below it where that does not stay in sight by itself. */
  function goToTheEnd() {
    latest?.scrollIntoView({ block: 'end' })
    part('composer')?.scrollIntoView({ block: 'nearest' })
    below.hidden = true
  }

  /** Adds at the end. Who reads further up stays there, and is told. */
  function addAtTheEnd(add: () => void, mine: boolean) {
    const sees = latest !== null && latest.getBoundingClientRect().top <= window.innerHeight + 40
    add()
    if (sees || mine) goToTheEnd()
    else below.hidden = false
  }

  const lineOf = (id: string) => root.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(id)}"]`)

  let seen = 0
  const seeing = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) seen = Math.max(seen, Number((target as HTMLElement).dataset.number))
    }
  })
  for (const line of list?.querySelectorAll<HTMLElement>('[data-message-id]') ?? []) {
    lines.upgrade(line)
    seeing.observe(line)
  }

  /** Keeps the lists of what is pinned and of insights as the messages are. */
  function showMarked(message: MessageFrame) {
    for (const [name, is] of [
      ['pinned', message.pinned],
      ['insights', message.insight],
    ] as const) {
      const marked = part(name)
      const frame = root.querySelector<HTMLElement>(`[data-marked="${name}"]`)
      if (!marked || !frame) continue
      marked.querySelector(`[data-of="${CSS.escape(message.id)}"]`)?.remove()
      if (is) marked.append(quoteOf(message))
      frame.hidden = marked.childElementCount === 0
      const count = part(`${name}-count`)
      if (count) count.textContent = `(${marked.childElementCount})`
    }
  }

  function quoteOf({ id, number, author, body }: MessageFrame): HTMLElement {
    const line = lineOf(id)
    const quote = document.createElement('li')
    quote.dataset.of = id
    const link = anchor('', messageUrl(sessionId, number, id))
    link.append(isolated(author.name))
    quote.append(link, ' ', isolated((line ? stateOf(line).text : body).slice(0, longestQuote)))
    return quote
  }

  let answered: LineState | null = null

  /** What is written next answers a message, until it is sent or let go. */
  function answer(to: LineState | null) {
    answered = to
    part('answer')?.remove()
    const composer = part('composer')
    if (!to || !composer) return
    const drop = button(texts.marks.dropAnswer, () => answer(null))
    drop.className = 'button button-link'
    const bar = document.createElement('p')
    bar.className = 'message-quote muted'
    bar.dataset.part = 'answer'
    bar.append(
      isolated(fill(texts.marks.youAnswer, { name: to.name })),
      ' ',
      isolated(to.text.slice(0, shortQuote)),
      ' ',
      drop,
    )
    composer.prepend(bar)
    composer.querySelector('textarea')?.focus()
  }

  function showUnsent(
    unsent: readonly Unsent[],
    online: boolean,
    on: { again(id: string): void; discard(id: string): void },
  ) {
    const more = unsent.length > waiting.children.length
    const show = () => {
      waiting.hidden = unsent.length === 0
      waiting.replaceChildren(
        ...unsent.map(({ clientId, body, failed, waits }) => {
          const copy = lines.make({ author: me, at: new Date().toISOString(), body: '', html: '' })
          copy.classList.add('message-unsent')
          const text = copy.querySelector<HTMLElement>('[data-user-html]')
          if (text) {
            text.textContent = body
            text.style.whiteSpace = 'pre-wrap'
            delete text.dataset.userHtml
            text.dataset.userText = ''
          }
          const state = document.createElement('p')
          state.className = failed ? 'error' : 'muted'
          state.textContent = failed
            ? fill(texts.failed, { reason: failed })
            : online
              ? (waits ?? texts.pending)
              : texts.waiting
          if (failed) {
            state.append(
              ' ',
              button(texts.again, () => on.again(clientId)),
              ' ',
              button(texts.discard, () => on.discard(clientId)),
            )
          }
          copy.append(state)
          return copy
        }),
      )
    }
    if (more) addAtTheEnd(show, true)
    else show()
  }

  function say(text: string, link?: { text: string; href: string }) {
    if (!line || line.dataset.fixed) return
    line.hidden = false
    line.textContent = text
    if (link) line.append(' ', anchor(link.text, link.href))
  }

  return {
    root,
    composer: part<HTMLFormElement>('composer'),
    showMessage(message: MessageFrame) {
      if (!list || lineOf(message.id)) return
      part('empty')?.remove()
      addAtTheEnd(() => {
        const line = lines.make(message)
        list.append(line)
        seeing.observe(line)
      }, lines.isOwn(message))
    },
    /** A message that stands on the page, or is quoted on it, is otherwise now. */
    showChanged(message: MessageFrame) {
      const line = lineOf(message.id)
      if (line) lines.change(line, message)
      showMarked(message)
    },
    answer: part('composer') ? answer : undefined,
    answered: () => answered,
    /** Who wrote what is on the page, by the names that a message can name; the kind of a neutral one is no part of it. */
    authors: () =>
      [...root.querySelectorAll('.message:not(.message-own) [data-slot="author"]')].map(({ textContent }) =>
        (textContent ?? '').replace(/ \([^)]*\)$/, ''),
      ),
    /** The number of the newest message that was on the screen. */
    seen: () => seen,
    showUnsent,
    showLine(state: 'online' | 'connecting' | 'broken' | 'signedOut') {
      const back = `/sign-in?redirectTo=${encodeURIComponent(location.pathname)}`
      say(texts[state], state === 'signedOut' ? { text: texts.signIn, href: back } : undefined)
      if (line) line.dataset.state = state
      const refresh = part('refresh')
      if (refresh) refresh.hidden = state === 'online'
    },
    /** The last word on a session that has ended: the composer goes, what it holds stays to be read. */
    showEnded(): void {
      say(texts.ended, { text: texts.readRecord, href: location.pathname })
      if (line) {
        line.dataset.fixed = 'true'
        line.dataset.state = 'ended'
      }
      const composer = part('composer')
      const field = composer?.querySelector('textarea')
      if (field?.value) {
        field.readOnly = true
        composer?.querySelector('.actions')?.remove()
      } else composer?.remove()
    },
    showPresent(names: string[], count: number) {
      const element = part('present')
      if (!element) return
      const others = count > names.length ? ` +${count - names.length}` : ''
      element.hidden = false
      const here =
        names.length > 0
          ? fill(texts.here, { names: namesOf(names) }) + others
          : fill(texts.hereCount, { count: String(count) })
      element.textContent = count > 1 ? here : texts.nobodyHere
      element.dataset.userText = ''
    },
    showTyping(names: string[]) {
      const element = part('typing')
      if (!element) return
      element.hidden = names.length === 0
      element.textContent = fill(names.length > 1 ? texts.typingMany : texts.typing, { names: namesOf(names) })
    },
  }

  function namesOf(names: string[]) {
    // Each name in its own direction (first strong isolate).
    return new Intl.ListFormat(formats).format(names.map((name) => `\u2068${name}\u2069`))
  }
}
export type RoomView = ReturnType<typeof roomView>
