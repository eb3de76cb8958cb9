import type { Present } from './room-message'

/** Most names that are told to everybody in a room, which is what its page shows. */
const mostNamed = 40
/** Most names in one answer to who asks for them. */
const mostListed = 200

type Room = {
  /** In the order of coming. Nobody's sockets are left of who has just gone and may be back at once. */
  members: Map<string, { name: string; sockets: Set<string> }>
  /** How many there are. */
  count: number
  timer: NodeJS.Timeout | null
  /** Only how many there are is told. */
  neutral: boolean
  /** The ids of those who were named last. */
  told: string
}

/** What a room is told; `present` only where those who are named have changed. */
export type PresenceTold = { present?: Present[]; count: number }

let latest = new Map<string, Room>()

/** The members who have a session's room open now, in this process; nobody where names are not told. */
export function presentIn(sessionId: string, most = mostNamed): Present[] {
  const room = latest.get(sessionId)
  return room ? namedIn(room, most) : []
}

/** As many of those present as one answer names to who asks. */
export const listPresent = (sessionId: string): Present[] => presentIn(sessionId, mostListed)

function namedIn(room: Room, most: number): Present[] {
  const named: Present[] = []
  if (room.neutral) return named
  for (const [id, { name, sockets }] of room.members) {
    if (named.length === most) break
    if (sockets.size > 0) named.push({ id, name })
  }
  return named
}

/** Whether a room tells only how many there are. */
export const countsOnly = (sessionId: string): boolean => latest.get(sessionId)?.neutral ?? false

/** How many members have a session's room open now, in this process. */
export const countIn = (sessionId: string): number => latest.get(sessionId)?.count ?? 0

/** Milliseconds in which all who come and go make one message: the more people, the less it matters who. */
const gatherFor = (count: number): number => Math.min(5_000, 150 + count * 20)

/**
 * Who is in which room now, in the memory of this process: somebody is there as long as one of his or her sockets is,
 * and a socket that falls silent is closed by its heartbeat.
 * @param tell what changed in a room, once for all changes of a short while
 */
export function presence(tell: (sessionId: string, told: PresenceTold) => void) {
  const rooms = new Map<string, Room>()
  latest = rooms

  function changed(sessionId: string, room: Room) {
    room.timer ??= setTimeout(() => {
      room.timer = null
      for (const [id, { sockets }] of room.members) if (sockets.size === 0) room.members.delete(id)
      if (room.members.size === 0) rooms.delete(sessionId)
      else tellRoom(sessionId, room)
    }, gatherFor(room.count))
    room.timer.unref()
  }

  function tellRoom(sessionId: string, room: Room) {
    const { count } = room
    const present = namedIn(room, mostNamed)
    const named = present.map(({ id }) => id).join()
    tell(sessionId, named === room.told ? { count } : { present, count })
    room.told = named
  }

  return {
    /** @param named whether the others may see who it is */
    enter(sessionId: string, member: Present, socketId: string, named: boolean): void {
      const room: Room = rooms.get(sessionId) ?? {
        members: new Map(),
        count: 0,
        timer: null,
        neutral: !named,
        told: '',
      }
      room.neutral = !named
      rooms.set(sessionId, room)
      const there = room.members.get(member.id) ?? { name: member.name, sockets: new Set() }
      room.members.set(member.id, there)
      const comes = there.sockets.size === 0
      there.sockets.add(socketId)
      if (!comes) return
      room.count++
      changed(sessionId, room)
    },
    leave(sessionId: string, memberId: string, socketId: string): void {
      const room = rooms.get(sessionId)
      const there = room?.members.get(memberId)
      if (!room || !there?.sockets.delete(socketId) || there.sockets.size > 0) return
      room.count--
      changed(sessionId, room)
    },
    clear(): void {
      for (const { timer } of rooms.values()) if (timer) clearTimeout(timer)
      rooms.clear()
    },
  }
}
