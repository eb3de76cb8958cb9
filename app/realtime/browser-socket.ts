import { type BrowserSocket, lastingSocket } from './lasting-socket'

export type { BrowserSocket }

let shared: BrowserSocket | undefined

/** The one connection of a page, which all its islands share. */
export function openSocket(): BrowserSocket {
  shared ??= lastingSocket()
  return shared
}
