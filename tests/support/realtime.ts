import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll } from 'vitest'
import { startTelling, type Teller } from '~/events.server'
import { luciaFor } from '~/features/members/lucia.server'
import type { Viewer } from '~/features/members/viewer'
import { reactionsWith } from '~/reactions.server'
import { attachGateway, type Gateway } from '~/realtime/gateway.server'

/** A server with nothing but the socket door, as a process of the site has it. */
export type Realtime = {
  url: string
  io: Server
  gateway: Gateway
  teller: Teller
}

/**
 * Call it at the top of a test file, after useDatabase(): its tests share a real socket server on a free port, which
 * hears of events.
 */
export function useRealtime(): Realtime {
  const realtime = {} as Realtime
  const http = createServer()
  beforeAll(async () => {
    const server = new Server(http, { serveClient: false, maxHttpBufferSize: 64 * 1024 })
    await new Promise<void>((done) => void http.listen(0, '127.0.0.1', done))
    const gateway = attachGateway(server)
    const teller = startTelling(reactionsWith(gateway))
    const { port } = http.address() as AddressInfo
    Object.assign(realtime, { url: `http://127.0.0.1:${port}`, io: server, gateway, teller })
  })
  afterAll(async () => {
    for (const socket of open.splice(0)) socket.disconnect()
    realtime.gateway.detach()
    await realtime.teller.stop()
    await new Promise<void>((done) => void realtime.io.close(() => done()))
  })
  return realtime
}

const open: Socket[] = []

/** Signs a member in. @returns the cookie, and the cookie's value */
export async function signInCookieOf(viewer: Viewer): Promise<{ cookie: string; value: string }> {
  const { id } = await luciaFor(false).createSession(viewer.id, { createdAt: new Date() })
  return { cookie: `auth_session=${id}`, value: id }
}

/** A browser's socket, not connected yet; signed in where a cookie is given. */
export function socketOf({ url }: Realtime, cookie?: string): Socket {
  const socket = io(url, {
    forceNew: true,
    reconnection: false,
    autoConnect: false,
    transports: ['websocket'],
    extraHeaders: cookie ? { cookie } : {},
  })
  open.push(socket)
  return socket
}

/** Connects. @throws the server's refusal */
export function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
    socket.connect()
  })
}

/** A connected socket of a member. */
export const arrive = async (realtime: Realtime, viewer: Viewer): Promise<Socket> =>
  connected(socketOf(realtime, (await signInCookieOf(viewer)).cookie))

/** Sends an event and waits for its acknowledgement. */
// biome-ignore lint/suspicious/noExplicitAny: each test knows what it is answered
export const ask = (socket: Socket, event: string, payload: unknown): Promise<any> =>
  socket.timeout(10_000).emitWithAck(event, payload)

/** The next of an event that fits. */
// biome-ignore lint/suspicious/noExplicitAny: each test knows what it hears
export const hears = (socket: Socket, event: string, fits: (payload: any) => boolean = () => true): Promise<any> =>
  new Promise((resolve) => {
    const listen = (payload: unknown) => {
      if (!fits(payload)) return
      socket.off(event, listen)
      resolve(payload)
    }
    socket.on(event, listen)
  })
