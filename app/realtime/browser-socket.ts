import { io, type Socket } from 'socket.io-client'
import type { ClientEvents, ServerEvents } from './protocol'

export type BrowserSocket = Socket<ServerEvents, ClientEvents>

let shared: BrowserSocket | undefined

/**
 * The one connection of a page, which all its islands share: a WebSocket, else long polling. It comes back by itself
 * after a broken line and after a restart of the server; it stays closed where the sign-in has ended.
 */
export function openSocket(): BrowserSocket {
  if (shared) return shared
  const socket: BrowserSocket = io({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelayMax: 15_000,
  })
  // What the server closes or refuses, socket.io does not try again by itself.
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') comeBack(socket, 1_000)
  })
  socket.on('connect_error', ({ message }) => {
    if (!socket.active && message !== 'unauthorized') comeBack(socket, 10_000)
  })
  shared = socket
  return socket
}

const comeBack = (socket: BrowserSocket, after: number) =>
  setTimeout(
    () => {
      if (!socket.connected) socket.connect()
    },
    after * (1 + Math.random()),
  )
