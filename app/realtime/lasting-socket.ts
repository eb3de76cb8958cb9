import { io, type Socket } from 'socket.io-client'
import type { ClientEvents, ServerEvents } from './protocol'

export type BrowserSocket = Socket<ServerEvents, ClientEvents>

/** Milliseconds for a WebSocket to open, with a second of delay and a page that loads beside it. */
const opensWithin = 12_000

type Line = {
  /** Of the site; nothing in a browser, which is there already. */
  url?: string
  /** Sent along where there is no browser to do so. */
  headers?: Record<string, string>
  opensWithin?: number
}

/**
 * A connection that comes back by itself, after a broken line and after a restart of the server; it stays closed where
 * the sign-in has ended. It is a WebSocket; where one is refused, or where nothing comes of it, long polling, which tries
 * a WebSocket beside what it does.
 */
export function lastingSocket({ url, headers, opensWithin: timeout = opensWithin }: Line = {}): BrowserSocket {
  const options = {
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelayMax: 15_000,
    timeout,
    ...(headers ? { extraHeaders: headers, forceNew: true } : {}),
  }
  const socket: BrowserSocket = url ? io(url, options) : io(options)
  const pollFirst = () => {
    socket.io.opts.transports = ['polling', 'websocket']
  }
  let reached = false
  socket.on('connect', () => {
    reached = true
  })
  socket.io.on('close', () => {
    if (!reached) pollFirst()
    reached = false
  })
  // What the server closes or refuses, socket.io does not try again by itself.
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') comeBack(socket, 1_000)
  })
  socket.on('connect_error', ({ message }) => {
    // Something on the way keeps WebSockets without an answer.
    if (message === 'timeout') pollFirst()
    if (!socket.active && message !== 'unauthorized') comeBack(socket, 10_000)
  })
  return socket
}

const comeBack = (socket: BrowserSocket, after: number) =>
  setTimeout(
    () => {
      if (!socket.connected) socket.connect()
    },
    after * (1 + Math.random()),
  )
