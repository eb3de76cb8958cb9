import type { Present } from './room-message'

/** Most names that one message about presence brings. */
const mostNamed = 200
/** One message for all who come and go within this many milliseconds. */
const gather = 150

type Room = {
  members: Map<string, { name: string; sockets: Set<string> }>
  timer: NodeJS.Timeout | null
  /** Only how many there are is told. */
  neutral: boolean
}

let latest = new Map<string, Room>()

/** The members who have a session's room open now, in this process; nobody where names are not told. */
export function presentIn(sessionId: string): Present[] {
  const room = latest.get(sessionId)
  if (!room || room.neutral) return []
  return [...room.members].slice(0, mostNamed).map(([id, { name }]) => ({ id, name }))
}

/** Whether a room tells only how many there are. */
export const isNeutral = (sessionId: string): boolean => latest.get(sessionId)?.neutral ?? false

/** How many members have a session's room open now, in this process. */
export const countIn = (sessionId: string): number => latest.get(sessionId)?.members.size ?? 0

/**
 * Who is in which room now, in the memory of this process: somebody is there as long as one of his or her sockets is,
 * and a socket that falls silent is closed by its heartbeat.
 * @param tell sends a room's list, once for all changes of a short while
 */
export function presence(tell: (sessionId: string, present: Present[], count: number) => void) {
  const rooms = new Map<string, Room>()
  latest = rooms

  function changed(sessionId: string, room: Room) {
    room.timer ??= setTimeout(() => {
      room.timer = null
      if (room.members.size === 0) rooms.delete(sessionId)
      else tell(sessionId, presentIn(sessionId), room.members.size)
    }, gather)
    room.timer.unref()
  }

  return {
    /** @param named whether the others may see who it is */
    enter(sessionId: string, member: Present, socketId: string, named: boolean): void {
      const room = rooms.get(sessionId) ?? { members: new Map(), timer: null, neutral: !named }
      room.neutral = !named
      rooms.set(sessionId, room)
      const there = room.members.get(member.id)
      if (there) there.sockets.add(socketId)
      else {
        room.members.set(member.id, { name: member.name, sockets: new Set([socketId]) })
        changed(sessionId, room)
      }
    },
    leave(sessionId: string, memberId: string, socketId: string): void {
      const room = rooms.get(sessionId)
      const there = room?.members.get(memberId)
      if (!room || !there?.sockets.delete(socketId) || there.sockets.size > 0) return
      room.members.delete(memberId)
      changed(sessionId, room)
    },
    clear(): void {
      for (const { timer } of rooms.values()) if (timer) clearTimeout(timer)
      rooms.clear()
    },
  }
}
