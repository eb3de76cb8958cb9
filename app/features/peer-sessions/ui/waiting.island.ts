import { openSocket } from '~/realtime/browser-socket'

/** Shows the page anew when a lead has decided whether its reader is let in, and after a broken line. */
export function mount(root: HTMLElement, { sessionId, says }: { sessionId: string; says: string }) {
  const socket = openSocket()
  const line = root.querySelector<HTMLElement>('[data-part="says"]')
  const show = () => {
    if (!line) return
    line.textContent = says
    line.hidden = false
  }
  let lost = false
  socket.on('room:changed', ({ sessionId: of }) => {
    if (of === sessionId) location.reload()
  })
  socket.on('disconnect', () => {
    lost = true
    if (line) line.hidden = true
  })
  socket.on('connect', () => {
    if (lost) location.reload()
    else show()
  })
  if (socket.connected) show()
}
