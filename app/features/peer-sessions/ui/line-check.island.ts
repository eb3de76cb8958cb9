import { openSocket } from '~/realtime/browser-socket'

type Texts = Record<'checking' | 'websocket' | 'polling' | 'slow' | 'none', string>

/** Milliseconds there and back from which a line is called slow. */
const slowFrom = 1_000
const answerWithin = 10_000
/** How long a connection may take before it counts as none. */
const connectsWithin = 15_000
const tries = 3

/** Says whether live works here: it opens the page's connection and measures a few times there and back. */
export function mount(root: HTMLElement, { sessionId, texts }: { sessionId: string; texts: Texts }) {
  const line = root.querySelector('[data-part="line-check"]')
  const socket = openSocket()
  let checked = 0
  const say = (text: string, ms = 0) => {
    if (line) line.textContent = text.replace('{ms}', String(ms))
  }

  async function check(): Promise<void> {
    const check = ++checked
    const times: number[] = []
    for (let n = 0; n < tries && socket.connected; n++) {
      const from = performance.now()
      const answer = await socket
        .timeout(answerWithin)
        .emitWithAck('line:check', { sessionId })
        .catch(() => null)
      if (answer) times.push(performance.now() - from)
    }
    if (check !== checked) return
    const middle = times.sort((a, b) => a - b)[Math.floor(times.length / 2)]
    if (middle === undefined) return say(texts.none)
    const ms = Math.max(1, Math.round(middle))
    const kind = ms >= slowFrom ? 'slow' : socket.io.engine.transport.name === 'websocket' ? 'websocket' : 'polling'
    say(texts[kind], ms)
  }

  socket.on('connect', () => void check())
  socket.on('disconnect', () => {
    checked++
    say(texts.none)
  })
  say(texts.checking)
  if (socket.connected) void check()
  setTimeout(() => {
    if (!socket.connected) say(texts.none)
  }, connectsWithin)
}
