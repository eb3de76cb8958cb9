import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import type { MessageFrame } from '~/features/peer-sessions/message-frame'
import { roomLine } from '~/features/peer-sessions/ui/room-line'
import { newClientId, roomOutbox } from '~/features/peer-sessions/ui/room-outbox'
import { lastingSocket } from '~/realtime/lasting-socket'
import { signInCookieOf } from './realtime'

/** So many members more, like the one given. */
export async function crowd(like: Viewer, size: number): Promise<Viewer[]> {
  const members = Array.from({ length: size }, (_, index) => ({ ...like, id: `crowd${index}`, name: `Crowd ${index}` }))
  await db.member.createMany({
    data: members.map((member) => ({
      ...member,
      email: `${member.id}@example.org`,
      passwordHash: '',
      createdAt: new Date(),
    })),
  })
  return members
}

/** Somebody in a room as a browser has it, without a page. */
export type Guest = {
  /** What came, in the order in which a page would show it. */
  heard: MessageFrame[]
  write(body: string): void
  /** How many of his or her messages wait. */
  unsent(): number
  joined(): boolean
  /** Connections that were made. */
  connections(): number
  transport(): string | undefined
  leave(): void
}

/** Brings a member into a room by what browsers run. @param url where the site is reached, or the line to it */
export async function guest(
  url: string,
  viewer: Viewer,
  sessionId: string,
  { opensWithin }: { opensWithin?: number } = {},
): Promise<Guest> {
  const { cookie } = await signInCookieOf(viewer)
  const outbox = roomOutbox(sessionId, viewer.id)
  const heard: MessageFrame[] = []
  let connections = 0
  const socket = lastingSocket({ url, headers: { cookie }, opensWithin })
  socket.on('connect', () => connections++)
  const line = roomLine(
    socket,
    { sessionId, last: 0, outbox },
    { message: (message) => heard.push(message), unsent() {}, line() {}, present() {}, gone() {} },
  )
  return {
    heard,
    write(body) {
      outbox.add({ clientId: newClientId(), body })
      void line.send()
    },
    unsent: () => outbox.unsent().length,
    joined: line.joined,
    connections: () => connections,
    transport: () => socket.io.engine?.transport?.name,
    leave: () => void socket.disconnect(),
  }
}
