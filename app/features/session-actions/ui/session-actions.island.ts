import { openSocket } from '~/realtime/browser-socket'
import type { SessionActionView } from '../session-action'

type Props = {
  sessionId: string
  /** The id under which the viewer is an owner. */
  me?: string
  /** The BCP 47 tag in which days are written. */
  formats: string
  texts: { you: string; nobody: string; states: Record<SessionActionView['state'], string> }
}

/** Shows by itself what a session agrees and what becomes of it; whenever it joined the room it asks for all of it. */
export function mount(root: HTMLElement, { sessionId, me, formats, texts }: Props) {
  const list = root.querySelector('[data-part=actions]')
  const template = root.querySelector<HTMLTemplateElement>('[data-part=template]')
  const none = root.querySelector<HTMLElement>('[data-part=none]')
  const dates = new Intl.DateTimeFormat(formats, { dateStyle: 'long', timeZone: 'UTC' })
  const socket = openSocket()

  socket.on('session:action', ({ sessionId: of, ...action }) => {
    if (of === sessionId) show(action)
  })
  let missed = true
  socket.on('disconnect', () => {
    missed = true
  })
  // The socket tells where the session stands when it has joined the room: from then on nothing is missed.
  socket.on('session:state', ({ sessionId: of }) => {
    if (of !== sessionId || !missed) return
    missed = false
    void catchUp()
  })

  async function catchUp(): Promise<void> {
    const headers = { accept: 'application/json' }
    const answer = await fetch(`/sessions/${sessionId}/actions`, { headers }).catch(() => null)
    if (answer?.ok) for (const action of (await answer.json()) as SessionActionView[]) show(action)
  }

  function show(action: SessionActionView): void {
    const known = root.querySelector<HTMLElement>(`[data-action-id="${CSS.escape(action.id)}"]`)
    if (known && Number(known.dataset.version) >= action.version) return
    const line = known ?? (template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined)
    if (!line || !list) return
    line.id = `action-${action.id}`
    line.dataset.actionId = action.id
    line.dataset.version = String(action.version)
    const slot = <E extends HTMLElement>(name: string) => line.querySelector<E>(`[data-slot=${name}]`)
    slot<HTMLAnchorElement>('link')?.setAttribute('href', `/sessions/${sessionId}/actions/${action.id}`)
    fill(slot('what'), action.what)
    fill(slot('state'), texts.states[action.state])
    fill(slot('owner'), ownerOf(action))
    const due = slot('due')
    if (due) due.hidden = action.dueDate === ''
    const time = due?.querySelector('time')
    if (time && action.dueDate) {
      time.dateTime = action.dueDate
      time.textContent = dates.format(new Date(action.dueDate))
    }
    const others = slot('with')
    if (others) others.hidden = action.with === ''
    fill(others?.querySelector('bdi') ?? null, action.with)
    if (!known) list.append(line)
    if (none) none.hidden = true
    for (const count of document.querySelectorAll('[data-part=actions-count]')) {
      count.textContent = String(list.children.length)
    }
  }

  const ownerOf = ({ owner }: SessionActionView): string =>
    !owner ? texts.nobody : owner.id === me ? texts.you : owner.name
}

const fill = (element: Element | null, text: string): void => {
  if (element) element.textContent = text
}
