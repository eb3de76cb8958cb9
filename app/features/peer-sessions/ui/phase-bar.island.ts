import { openSocket } from '~/realtime/browser-socket'
import { clockOf } from '../clock'
import type { SessionStateView } from '../session-state'
import type { PhaseTexts } from './phase-bar'

type Props = { sessionId: string; me: string; facilitates: boolean; state: SessionStateView; texts: PhaseTexts }

/**
 * Keeps the phase bar true: the clock runs by the server's time, whatever the browser's says, and phase, seats and hands
 * are as the socket tells them, when it joins the room and at each change. Its buttons leave the page, and what is typed
 * on it, as it is.
 */
export function mount(root: HTMLElement, { sessionId, me, facilitates, texts, ...props }: Props) {
  let state = props.state
  /** How far the server's clock is ahead of this one. */
  let ahead = Date.parse(state.serverTime) - Date.now()
  const part = (name: string, within: ParentNode = root) => within.querySelector<HTMLElement>(`[data-part="${name}"]`)
  const socket = openSocket()

  socket.on('session:state', ({ sessionId: of, ...fresh }) => {
    if (of === sessionId) show(fresh)
  })
  /** For what was pressed while the line is broken. */
  async function renew(): Promise<void> {
    const answer = await fetch(`/sessions/${sessionId}/state`).catch(() => null)
    if (!answer?.ok) return
    const fresh = (await answer.json()) as SessionStateView
    // Whatever on the page follows the phase has missed it too.
    for (const hear of socket.listeners('session:state')) hear({ sessionId, ...fresh })
  }

  root.addEventListener('submit', (event) => {
    const { target: form, submitter } = event as SubmitEvent
    if (!(form instanceof HTMLFormElement)) return
    event.preventDefault()
    void send(form, submitter)
  })

  /** Sends a form without leaving the page. What is refused is sent again by the browser, which shows why. */
  async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const body = new URLSearchParams([...new FormData(form, submitter)] as [string, string][])
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => null)
    if (answer?.type === 'opaqueredirect') return socket.connected ? undefined : renew()
    form.addEventListener('submit', (event) => event.stopPropagation(), { once: true })
    form.requestSubmit(submitter)
  }

  function show(fresh: SessionStateView): void {
    state = fresh
    ahead = Date.parse(state.serverTime) - Date.now()
    showStanding()
    showTools()
    showRoles()
    showPeople()
    tick()
  }

  const put = (name: string, text: string, within?: ParentNode) => {
    const element = part(name, within)
    if (!element) return
    element.hidden = text === ''
    if (element.textContent !== text) element.textContent = text
  }
  const roleName = (slug: string) => texts.roles[slug] ?? slug

  function showStanding(): void {
    const { phase, stage } = state
    root.querySelector('.phase-bar')?.toggleAttribute('data-phase', phase !== null)
    put('name', phase?.name ?? '')
    put('stage', phase ? '' : stage === 'before' ? texts.before : stage === 'finished' ? texts.finished : texts.free)
    put('index', phase ? whichPhase(phase) : '')
    const speaks = phase && texts.speaks.replace('{who}', roleName(phase.maySpeak))
    put('who', phase ? `${speaks} · ${texts.writes.replace('{who}', roleName(phase.mayWrite))}` : '')
    const asks = part('asks')
    const asked = asks?.querySelector('bdi, [data-user-text]')
    if (asks && asked) {
      asks.hidden = !phase?.asks
      asked.textContent = phase?.asks ?? ''
    }
  }

  function whichPhase({ index, of, round, rounds, paused }: NonNullable<SessionStateView['phase']>): string {
    const parts = [texts.index.replace('{index}', String(index)).replace('{of}', String(of))]
    if (rounds > 1) parts.push(texts.round.replace('{round}', String(round)).replace('{rounds}', String(rounds)))
    if (paused) parts.push(texts.paused)
    return parts.join(' · ')
  }

  function showTools(): void {
    const { phase, stage, hands, speaker, roles, number } = state
    const leads = facilitates || roles.some(({ slug, members }) => slug === 'facilitator' && holds(members))
    const seated = roles.some(({ slug, members }) => slug === phase?.mayWrite && holds(members))
    const notYours = part('not-yours')
    if (notYours) notYours.hidden = !phase || leads || phase.mayWrite === 'all' || seated
    for (const input of root.querySelectorAll<HTMLInputElement>('[name=number]')) input.value = String(number)
    const forms = part('forms')
    if (forms) forms.hidden = stage === 'finished'
    const more = part('more')
    if (more) more.hidden = stage === 'before' || stage === 'finished'
    const tools = part('hands')
    if (tools) tools.hidden = stage === 'finished'
    put('speaker', speaker ? texts.speaker.replace('{name}', speaker.name) : '')
    const queue = part('queue')
    if (queue) {
      queue.hidden = hands.length === 0
      queue.replaceChildren(...hands.map(({ name }) => item(name)))
    }
    const raised = holds(hands)
    showButton('start', stage === 'before')
    showButton('next', phase !== null)
    showButton('resume', stage === 'paused')
    showButton('pause', stage === 'running')
    showButton('back', phase !== null)
    showButton('raise', !raised)
    showButton('lower', raised)
    showButton('call', hands.length > 0)
    put('slow', texts.slow[state.slowModeSeconds] ?? '')
    put('voices', hands.length < 2 ? '' : state.newVoicesFirst ? texts.newFirst : texts.asRaised)
    showButton('order-new', !state.newVoicesFirst)
    showButton('order-raised', state.newVoicesFirst)
  }

  const holds = (people: { id: string }[]) => people.some(({ id }) => id === me)

  function item(name: string): HTMLLIElement {
    const line = document.createElement('li')
    line.dir = 'auto'
    line.textContent = name
    return line
  }

  /** Where the button that has the focus goes, the one that takes its place gets it. */
  function showButton(intent: string, shown: boolean, within: ParentNode = root): void {
    const place = within.querySelector<HTMLElement>(`[data-intent="${intent}"]`)
    if (!place || place.hidden === !shown) return
    const focused = place.contains(document.activeElement)
    place.hidden = !shown
    if (focused) {
      setTimeout(() => place.parentElement?.querySelector<HTMLElement>('[data-intent]:not([hidden]) button')?.focus())
    }
  }

  function showRoles(): void {
    for (const { slug, members, missing, seats } of state.roles) {
      const line = root.querySelector(`[data-role="${CSS.escape(slug)}"]`)
      if (!line) continue
      put('seated', members.length > 0 ? members.map(({ name }) => name).join(', ') : texts.nobody, line)
      const more = missing === 1 ? texts.missingOne : texts.missingMore.replace('{count}', String(missing))
      put('missing', missing > 0 ? more : '', line)
      const open = (seats[1] === null || members.length < seats[1]) && (facilitates || slug !== 'facilitator')
      showButton('take', !holds(members) && open, line)
      showButton('leave', holds(members), line)
    }
  }

  /** Who came after the page was made can be given a seat too. */
  function showPeople(): void {
    const choice = root.querySelector<HTMLSelectElement>('select[name=member]')
    for (const { id, name } of choice ? state.present : []) {
      if (id && ![...(choice?.options ?? [])].some(({ value }) => value === id)) choice?.add(new Option(name, id))
    }
  }

  function tick(): void {
    const clock = part('clock')
    const time = clock?.querySelector('time')
    if (!clock || !time) return
    const left = state.endsAt ? Date.parse(state.endsAt) - (Date.now() + ahead) : state.left
    clock.hidden = left === null
    if (left === null) return
    time.textContent = clockOf(left)
    time.toggleAttribute('data-over', left < 0)
  }
  setInterval(tick, 1_000)
  document.addEventListener('visibilitychange', tick)
  tick()
}
