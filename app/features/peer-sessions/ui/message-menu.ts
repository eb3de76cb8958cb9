import type { BrowserSocket } from '~/realtime/browser-socket'
import type { MessageActed, Refused } from '~/realtime/protocol'
import type { MessageFrame } from '../message-frame'
import { longestMessage, type ReactionKind, reactionKinds } from '../room-message'
import { button } from './elements'
import { type LineState, stateOf } from './message-line'
import { answerWithin } from './room-line'
import type { RoomProps } from './room-view'

type Does = {
  /** A message is otherwise now. */
  changed(message: MessageFrame): void
  /** What is written next answers this message. Absent where nothing can be written. */
  answer?: (to: LineState) => void
}

type Act = 'get' | 'edit' | 'remove' | 'restore' | 'insight' | 'pin' | 'react'
type Answer = MessageActed | Refused | null

/**
 * What can be done to a message, in a menu in its place and without leaving the page. The links that lead to the message's
 * own page open it.
 */
export function messageMenus(root: HTMLElement, socket: BrowserSocket, props: RoomProps, does: Does) {
  const { sessionId, leads } = props
  const texts = props.texts.marks
  let open: { line: HTMLElement; link: HTMLElement; menu: HTMLElement } | null = null

  root.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return
    const line = event.target.closest<HTMLElement>('[data-message-id]')
    const pressed = event.target.closest<HTMLElement>('[data-slot="more"], [data-slot="restore"], button.reaction')
    if (!line || !pressed) return
    event.preventDefault()
    if (pressed.dataset.slot === 'restore') void act(line, 'restore')
    else if (pressed.dataset.slot === 'more') toggle(line, pressed)
    else void react(line, pressed.dataset.kind as ReactionKind)
  })
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && open?.menu.contains(event.target as Node)) close()
  })

  const ask = (name: Act, payload: object): Promise<Answer> =>
    socket.connected
      ? (socket.timeout(answerWithin) as unknown as { emitWithAck(event: string, payload: object): Promise<Answer> })
          .emitWithAck(`message:${name}`, { sessionId, ...payload })
          .catch(() => null)
      : Promise.resolve(null)

  /** @returns the refusal, which the menu shows then */
  async function act(line: HTMLElement, name: Act, input: object = {}): Promise<Refused | null> {
    const answer = await ask(name, { messageId: line.dataset.messageId, ...input })
    if (answer?.ok) {
      does.changed({ mine: [], ...answer.message })
      return null
    }
    const refused = answer ?? { ok: false as const, code: 'unexpected' as const, message: texts.offline }
    if (name !== 'edit') say(line, refused.message)
    return refused
  }

  const react = (line: HTMLElement, kind: ReactionKind) =>
    act(line, 'react', { kind, intent: stateOf(line).mine.includes(kind) ? 'remove' : 'add' })

  function toggle(line: HTMLElement, link: HTMLElement): void {
    const again = open?.line === line
    close(again)
    if (again) return
    const menu = document.createElement('div')
    menu.className = 'message-menu'
    menu.append(...entriesOf(line))
    if (menu.childElementCount === 0) {
      location.href = (link as HTMLAnchorElement).href
      return
    }
    line.append(menu)
    link.setAttribute('role', 'button')
    link.setAttribute('aria-expanded', 'true')
    open = { line, link, menu }
    menu.querySelector('button')?.focus()
    menu.scrollIntoView({ block: 'nearest' })
  }

  function close(focus = true): void {
    if (!open) return
    const { link, menu } = open
    open = null
    if (focus) link.focus()
    link.setAttribute('aria-expanded', 'false')
    menu.remove()
  }

  function say(line: HTMLElement, sentence: string): void {
    line.querySelector('.message-said')?.remove()
    const said = document.createElement('p')
    said.className = 'error message-said'
    said.role = 'alert'
    said.textContent = sentence
    line.append(said)
    setTimeout(() => said.remove(), 15_000)
  }

  function entriesOf(line: HTMLElement): HTMLElement[] {
    const state = stateOf(line)
    const { isOwn, insight, pinned, waits, removed, mine } = state
    const entry = (text: string, name: Act, input: object = {}) =>
      button(text, () => {
        close()
        void act(line, name, input)
      })
    if (removed) return (removed === 'author' ? isOwn : leads) ? [entry(texts.undo, 'restore')] : []
    const entries: HTMLElement[] = []
    const { answer } = does
    if (!waits) {
      if (answer) {
        entries.push(
          button(texts.answer, () => {
            close(false)
            answer(state)
          }),
        )
      }
      for (const kind of reactionKinds) {
        const said = mine.includes(kind)
        const reaction = entry(texts.kinds[kind], 'react', { kind, intent: said ? 'remove' : 'add' })
        reaction.setAttribute('aria-pressed', String(said))
        entries.push(reaction)
      }
      entries.push(
        entry(insight ? texts.unmarkInsight : texts.markInsight, 'insight', { intent: insight ? 'unmark' : 'mark' }),
      )
      if (leads) entries.push(entry(pinned ? texts.unpin : texts.pin, 'pin', { intent: pinned ? 'unpin' : 'pin' }))
    }
    if (isOwn) entries.push(button(texts.edit, () => void edit(line)))
    if (isOwn || leads) entries.push(button(texts.remove, () => confirmRemoval(line)))
    return entries
  }

  function confirmRemoval(line: HTMLElement): void {
    const what = document.createElement('p')
    what.textContent = texts.removeWhat
    const remove = button(texts.removeIt, () => {
      close()
      void act(line, 'remove')
    })
    remove.className = 'button button-danger'
    open?.menu.replaceChildren(
      what,
      remove,
      button(texts.keep, () => close()),
    )
    remove.focus()
  }

  /** The text as it was typed is asked for, since the page has what it was rendered to. */
  async function edit(line: HTMLElement): Promise<void> {
    const answer = await ask('get', { messageId: line.dataset.messageId })
    if (!answer?.ok) return say(line, answer?.message ?? texts.offline)
    let version = answer.message.version ?? 1
    let harmConfirmed: string | undefined
    const form = document.createElement('form')
    const label = document.createElement('label')
    label.textContent = texts.text
    const field = document.createElement('textarea')
    field.dir = 'auto'
    field.rows = 4
    field.maxLength = longestMessage
    field.value = answer.message.body
    const said = document.createElement('div')
    said.role = 'alert'
    label.append(field)
    const save = button(texts.save)
    save.type = 'submit'
    save.className = 'button button-main'
    form.append(
      label,
      said,
      save,
      ' ',
      button(texts.cancel, () => close()),
    )
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const refused = await act(line, 'edit', { body: field.value, version, harmConfirmed })
      if (!refused) {
        close()
        return
      }
      const sentence = document.createElement('p')
      sentence.className = 'error'
      sentence.textContent = refused.message
      said.replaceChildren(sentence)
      if (refused.now) {
        version = refused.now.version
        const theirs = document.createElement('pre')
        theirs.className = 'source'
        theirs.dir = 'auto'
        theirs.dataset.userText = ''
        theirs.textContent = refused.now.body
        said.append(texts.theirs, theirs)
      }
      if (refused.harm?.confirmable) {
        const { digest } = refused.harm
        said.append(
          button(texts.falseAlarm, () => {
            harmConfirmed = digest
            form.requestSubmit()
          }),
        )
      }
    })
    open?.menu.replaceChildren(form)
    field.focus()
  }

  return { close }
}
