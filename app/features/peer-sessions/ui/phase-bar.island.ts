import { openSocket } from '~/realtime/browser-socket'
import { clockOf } from '../clock'

type Props = { sessionId: string; number: number; endsAt: string | null; serverTime: string }

/**
 * Keeps the phase bar true: the clock runs by the server's time, whatever the browser's says, and when the session moves
 * the bar is fetched anew, with what is typed elsewhere on the page left alone.
 */
export function mount(root: HTMLElement, props: Props) {
  let endsAt = props.endsAt
  /** How far the server's clock is ahead of this one. */
  let ahead = Date.parse(props.serverTime) - Date.now()
  let seen = ''
  const socket = openSocket()

  socket.on('session:state', ({ sessionId, serverTime, ...state }) => {
    if (sessionId !== props.sessionId) return
    endsAt = state.endsAt
    ahead = Date.parse(serverTime) - Date.now()
    const { present: _, ...rest } = state
    const shown = JSON.stringify(rest)
    if (shown === seen) return
    seen = shown
    // Not everybody in the room at once.
    setTimeout(() => void renew(), Math.random() * 500)
  })
  let lost = false
  socket.on('disconnect', () => {
    lost = true
  })
  // What was missed while the line was broken or the machine asleep is on the page.
  socket.on('connect', () => {
    if (lost) void renew()
    lost = false
  })

  let asking = false
  let again = false
  async function renew(): Promise<void> {
    if (asking) {
      again = true
      return
    }
    asking = true
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } }).catch(() => null)
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null
    const fresh = page?.querySelector<HTMLElement>('[data-island="phase-bar"]')
    if (fresh) show(fresh)
    asking = false
    if (again) {
      again = false
      void renew()
    }
  }

  function show(fresh: HTMLElement): void {
    const open = [...root.querySelectorAll('details')].map((details) => details.open)
    const { endsAt: until, serverTime } = JSON.parse(fresh.dataset.props ?? '{}') as Props
    endsAt = until
    ahead = Date.parse(serverTime) - Date.now()
    const focused = document.activeElement instanceof HTMLButtonElement ? document.activeElement.value : ''
    root.replaceChildren(...fresh.childNodes)
    for (const [index, details] of root.querySelectorAll('details').entries()) details.open = open[index] ?? false
    if (focused) root.querySelector<HTMLButtonElement>(`button[value="${CSS.escape(focused)}"]`)?.focus()
    tick()
  }

  function tick(): void {
    const clock = root.querySelector('[data-clock]')
    if (!clock || !endsAt) return
    const left = Date.parse(endsAt) - (Date.now() + ahead)
    clock.textContent = clockOf(left)
    clock.toggleAttribute('data-over', left < 0)
  }
  setInterval(tick, 1_000)
  document.addEventListener('visibilitychange', tick)
  tick()
}
