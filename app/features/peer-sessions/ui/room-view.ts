import { linesOf, type MessageFrame } from '../message-frame'
import { messageTime } from '../message-time'
import { messageUrl } from '../room-message'
import type { Unsent } from './room-outbox'
import type { RoomTexts } from './room-texts'

export type RoomProps = {
  sessionId: string
  /** ISO 8601; null where the room is open. */
  startsAt: string | null
  last: number
  /** neutral: under the Chatham House Rule, where the name is the neutral one. */
  me: { id: string; name: string; neutral?: true }
  formats: string
  timeZone: string
  texts: RoomTexts
}

const fill = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all)

/** Everything that the island of a room shows, on the markup that the server made. */
export function roomView(root: HTMLElement, { me, formats, timeZone, texts, sessionId }: RoomProps) {
  const part = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-part="${name}"]`)
  const list = part('messages')
  const template = part<HTMLTemplateElement>('template')
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

  /** Only one's own bears its client id; a neutral name says nothing of who it is. */
  const isOwn = ({ author, clientId }: Pick<MessageFrame, 'author' | 'clientId'>) =>
    clientId !== undefined || author.id === me.id

  function lineOf(message: Omit<MessageFrame, 'id' | 'number'> & { id?: string; number?: number }) {
    const copy = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
    const slot = <E extends HTMLElement>(name: string) => copy.querySelector<E>(`[data-slot="${name}"]`) as E
    const { author, at, body, html, id, number, clientId } = message
    copy.classList.toggle('message-own', isOwn({ author, clientId }))
    if (author.neutral) slot('author').removeAttribute('href')
    else slot('author').setAttribute('href', `/members/${author.id}`)
    ;(slot('author').querySelector('bdi') ?? slot('author')).textContent = author.name
    slot('details').textContent = [author.organization, author.stakeholderType].filter(Boolean).join(' · ')
    slot('time').setAttribute('datetime', at)
    slot('time').textContent = messageTime(at, formats, timeZone, new Date())
    if (id && number) {
      copy.id = `message-${id}`
      copy.dataset.messageId = id
      copy.dataset.number = String(number)
      slot('permalink').setAttribute('href', messageUrl(sessionId, number, id))
    }
    const text = copy.querySelector('[data-user-html]')
    if (text && html === undefined) text.replaceChildren(paragraphOf(body))
    // The server sanitised it when it was written.
    else if (text) text.innerHTML = html ?? ''
    return copy
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
        ...unsent.map(({ clientId, body, failed }) => {
          const copy = lineOf({ author: me, at: new Date().toISOString(), body: '', html: '' })
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
          state.textContent = failed ? fill(texts.failed, { reason: failed }) : online ? texts.pending : texts.waiting
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
      if (!list || !template || root.querySelector(`[data-message-id="${CSS.escape(message.id)}"]`)) return
      part('empty')?.remove()
      addAtTheEnd(() => list.append(lineOf(message)), isOwn(message))
    },
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

/** What the server would have sent as HTML. */
function paragraphOf(body: string): HTMLParagraphElement {
  const element = document.createElement('p')
  element.dir = 'auto'
  for (const [index, line] of linesOf(body).entries()) {
    if (index > 0) element.append(document.createElement('br'))
    element.append(line)
  }
  return element
}

function button(text: string, press: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button button-plain'
  element.textContent = text
  element.addEventListener('click', press)
  return element
}

function anchor(text: string, href: string): HTMLAnchorElement {
  const element = document.createElement('a')
  element.href = href
  element.textContent = text
  return element
}
