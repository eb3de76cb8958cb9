import { linesOf, type MessageFrame } from '../message-frame'
import { messageTime } from '../message-time'
import { type Card, ownLinksIn } from '../own-links'
import { messagePage, messageUrl, type ReactionKind, reactionKinds } from '../room-message'
import { button, fill } from './elements'
import type { RoomProps } from './room-view'

type Line = Omit<MessageFrame, 'id' | 'number'> & { id?: string; number?: number }

/** What the page shows of a message, read from its line. */
export type LineState = {
  id: string
  number: number
  name: string
  text: string
  isOwn: boolean
  insight: boolean
  pinned: boolean
  waits: boolean
  removed?: 'author' | 'lead'
  mine: ReactionKind[]
}

/** Makes and changes the lines of messages, on the server's template of one. */
export function messageLines(template: HTMLTemplateElement | null, props: RoomProps) {
  const { me, formats, timeZone, texts, sessionId, leads } = props

  /** Only one's own bears its client id; a neutral name says nothing of who it is. */
  const isOwn = ({ author, clientId }: Pick<MessageFrame, 'author' | 'clientId'>) =>
    clientId !== undefined || author.id === me.id

  function make(message: Line): HTMLElement {
    const line = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
    const slot = <E extends HTMLElement>(name: string) => line.querySelector<E>(`[data-slot="${name}"]`) as E
    const { author, at, id, number } = message
    line.classList.toggle('message-own', isOwn(message))
    if (author.neutral) slot('author').removeAttribute('href')
    else slot('author').setAttribute('href', `/members/${author.id}`)
    ;(slot('author').querySelector('bdi') ?? slot('author')).textContent = author.name
    slot('details').textContent = [author.organization, author.stakeholderType].filter(Boolean).join(' · ')
    slot('time').setAttribute('datetime', at)
    slot('time').textContent = messageTime(at, formats, timeZone, new Date())
    if (id && number) {
      line.id = `message-${id}`
      line.dataset.messageId = id
      line.dataset.number = String(number)
      slot('permalink').setAttribute('href', messageUrl(sessionId, number, id))
      slot('more')?.setAttribute('href', messagePage(sessionId, id))
      slot('more')?.setAttribute('aria-label', fill(texts.marks.moreOn, { number: String(number) }))
    } else slot('more')?.remove()
    change(line, message)
    return line
  }

  /** Shows a message as it is now. Its menu, where it is open, stays as it is. */
  function change(line: HTMLElement, message: Line): void {
    const state = stateOf(line)
    const mine = message.mine ?? state.mine
    line.dataset.marks = [
      message.insight && 'insight',
      message.pinned && 'pinned',
      message.removed && `removed-${message.removed}`,
      message.waits && 'waits',
    ]
      .filter(Boolean)
      .join(' ')
    for (const name of ['quote', 'foot', 'cards', 'removed']) line.querySelector(`[data-slot="${name}"]`)?.remove()
    const text = showText(line, message)
    if (message.replyTo) text.before(quoteOf(message.replyTo))
    const foot = footOf({ ...message, mine }, state.isOwn)
    if (foot) text.after(foot)
    if (message.id && !message.removed) unfold(line, foot ?? text, message.body)
  }

  function showText(line: HTMLElement, { body, html, removed }: Line): HTMLElement {
    const there = line.querySelector<HTMLElement>('[data-user-html]')
    if (removed) {
      const gone = document.createElement('p')
      gone.className = 'muted'
      gone.dataset.slot = 'removed'
      gone.textContent = texts.marks.removedBy[removed]
      if (there) there.replaceWith(gone)
      else line.querySelector('.message-head')?.after(gone)
      return gone
    }
    const text = there ?? (template?.content.querySelector('[data-user-html]')?.cloneNode() as HTMLElement)
    if (!there) line.querySelector('.message-head')?.after(text)
    // The server sanitised it when it was written.
    if (html !== undefined) text.innerHTML = html
    else text.replaceChildren(paragraphOf(body))
    return text
  }

  function quoteOf({ id, number, name, text }: NonNullable<MessageFrame['replyTo']>): HTMLElement {
    const quote = document.createElement('p')
    quote.className = 'message-quote muted'
    quote.dataset.slot = 'quote'
    const link = document.createElement('a')
    link.href = document.getElementById(`message-${id}`) ? `#message-${id}` : messageUrl(sessionId, number, id)
    link.dataset.userText = ''
    link.textContent = fill(text === undefined ? texts.marks.answersGone : texts.marks.answers, { name })
    quote.append(link)
    if (text !== undefined) quote.append(' ', isolated(text))
    return quote
  }

  function footOf(message: Line, own: boolean): HTMLElement | null {
    const { id = '', number = 0, insight, version, waits, reactions = {}, mine = [], removed } = message
    const foot = document.createElement('p')
    foot.className = 'message-foot'
    foot.dataset.slot = 'foot'
    if (insight) {
      const mark = document.createElement('strong')
      mark.className = 'message-insight'
      mark.textContent = texts.marks.insight
      foot.append(mark)
    }
    if (version) {
      const edited = document.createElement('a')
      edited.href = `${messagePage(sessionId, id)}/history`
      edited.textContent = texts.marks.edited
      edited.setAttribute('aria-label', fill(texts.marks.editedOn, { number: String(number) }))
      foot.append(edited)
    }
    if (waits && own) {
      const note = document.createElement('span')
      note.className = 'muted'
      note.textContent = texts.marks.waitsOwn
      foot.append(note)
    }
    for (const kind of reactionKinds) {
      const count = reactions[kind]
      if (count) foot.append(reactionButton(kind, count, mine.includes(kind)))
    }
    if (removed && (removed === 'author' ? own : leads)) {
      const undo = document.createElement('a')
      undo.href = messagePage(sessionId, id)
      undo.dataset.slot = 'restore'
      undo.textContent = texts.marks.undo
      foot.append(undo)
    }
    return foot.childElementCount > 0 ? foot : null
  }

  function reactionButton(kind: ReactionKind, count: number, said: boolean): HTMLButtonElement {
    const element = button(fill(texts.marks.reaction, { kind: texts.marks.kinds[kind], count: String(count) }))
    element.className = 'reaction'
    element.dataset.kind = kind
    element.setAttribute('aria-pressed', String(said))
    return element
  }

  /** What the server's page shows as text becomes a button. */
  function upgrade(line: HTMLElement): void {
    for (const chip of line.querySelectorAll<HTMLElement>('span.reaction')) {
      const { kind, count, mine } = chip.dataset
      chip.replaceWith(reactionButton(kind as ReactionKind, Number(count), mine !== undefined))
    }
  }

  /** Asks what the message links to, not all browsers at once. */
  function unfold(line: HTMLElement, after: HTMLElement, body: string): void {
    const links = ownLinksIn(body, location.origin)
    if (links.length === 0) return
    const query = new URLSearchParams(links.map(({ href }) => ['url', href]))
    setTimeout(async () => {
      const answer = await fetch(`/cards?${query}`).catch(() => null)
      const cards: Card[] = answer?.ok ? await answer.json() : []
      if (cards.length === 0 || !after.isConnected) return
      line.querySelector('[data-slot="cards"]')?.remove()
      after.after(listOf(cards))
    }, Math.random() * 1_000)
  }

  function listOf(cards: Card[]): HTMLElement {
    const list = document.createElement('ul')
    list.className = 'cards'
    list.dataset.slot = 'cards'
    for (const { href, kind, title, line } of cards) {
      const item = document.createElement('li')
      const label = document.createElement('span')
      label.className = 'muted'
      label.textContent = texts.marks.cardKinds[kind] ?? ''
      const link = document.createElement('a')
      link.href = href
      link.append(isolated(title))
      item.append(label, ' ', link)
      if (line) {
        const more = document.createElement('span')
        more.className = 'card-line muted'
        more.append(isolated(line))
        item.append(more)
      }
      list.append(item)
    }
    return list
  }

  return { make, change, upgrade, isOwn }
}
export type MessageLines = ReturnType<typeof messageLines>

/** Reads what stands on the page. */
export function stateOf(line: HTMLElement): LineState {
  const marks = new Set((line.dataset.marks ?? '').split(' '))
  const pressed = line.querySelectorAll<HTMLElement>('.reaction[aria-pressed="true"], .reaction[data-mine]')
  return {
    id: line.dataset.messageId ?? '',
    number: Number(line.dataset.number ?? 0),
    name: line.querySelector('[data-slot="author"]')?.textContent ?? '',
    text: line.querySelector('[data-user-html]')?.textContent?.trim() ?? '',
    isOwn: line.classList.contains('message-own'),
    insight: marks.has('insight'),
    pinned: marks.has('pinned'),
    waits: marks.has('waits'),
    ...(marks.has('removed-author') ? { removed: 'author' } : marks.has('removed-lead') ? { removed: 'lead' } : {}),
    mine: [...pressed].map(({ dataset }) => dataset.kind as ReactionKind),
  }
}

/** People's words in their own direction. */
export function isolated(text: string): HTMLElement {
  const element = document.createElement('bdi')
  element.dataset.userText = ''
  element.textContent = text
  return element
}

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
