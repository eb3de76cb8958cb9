import type { LatestNotices } from '../notification'

/** The bell of an open page: hears that something was raised, fetches what, shows the number and one line about it. */
export function mount(element: HTMLElement, { dismiss, region }: { dismiss: string; region: string }) {
  const bell = element.querySelector('a') as HTMLAnchorElement
  const count = bell.querySelector('.live-count') as HTMLElement
  const line = document.createElement('div')
  line.className = 'live-line'
  line.setAttribute('role', 'status')
  line.setAttribute('aria-label', region)
  element.append(line)

  let unread = Number(bell.dataset.unread)
  let newest: number | null = null
  let busy = false
  let again = false

  // The page comes first: the socket waits until everything else is there.
  const idle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 200))
  const connect = () => idle(() => void listen())
  if (document.readyState === 'complete') connect()
  else addEventListener('load', connect, { once: true })

  async function listen() {
    const { openSocket } = await import('~/realtime/browser-socket')
    const socket = openSocket()
    socket.on('notification', hear)
    // What was raised before the line stood, or while it was broken, was not heard.
    socket.on('connect', hear)
    if (socket.connected) void hear()
    addEventListener('pageshow', (event) => event.persisted && void hear())
  }

  async function hear() {
    again = true
    if (busy) return
    busy = true
    while (again) {
      again = false
      // A page that is left meanwhile breaks the fetch off.
      await update().catch(() => undefined)
    }
    busy = false
  }

  async function update() {
    const answer = await fetch('/notifications/latest')
    if (!answer.ok) return
    const latest = (await answer.json()) as LatestNotices
    const more = latest.unread > unread
    unread = latest.unread
    bell.setAttribute('aria-label', latest.label)
    bell.dataset.unread = String(unread)
    count.textContent = unread > 99 ? '99+' : String(unread || '')
    const first = latest.items[0]
    if (!first) line.replaceChildren()
    else if (more || (newest !== null && first.at > newest)) tell(first)
    newest = Math.max(first?.at ?? 0, newest ?? 0)
  }

  /** A form, since opening marks the notice as read. */
  function tell({ id, text }: LatestNotices['items'][number]) {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = `/notifications/${id}/open`
    const open = document.createElement('button')
    open.className = 'button button-link'
    open.dir = 'auto'
    open.dataset.userText = ''
    open.textContent = text
    const close = document.createElement('button')
    close.type = 'button'
    close.className = 'button button-plain'
    close.textContent = dismiss
    close.addEventListener('click', () => {
      line.replaceChildren()
      bell.focus()
    })
    form.append(open, close)
    line.replaceChildren(form)
  }
}
