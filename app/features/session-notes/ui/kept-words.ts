import type { Keep, Unsaved } from './note-sync'

const nothing: Unsaved = { updates: [], aside: [] }

export const placeOf = (memberId: string, sessionId: string, section: string): string =>
  `notes:${memberId}:${sessionId}:${section}`

/** The sections of a session for which the browser keeps words of a member. */
export const keptSections = (memberId: string, sessionId: string): string[] =>
  attempt(() => {
    const before = placeOf(memberId, sessionId, '')
    const found = Object.keys(localStorage).filter((key) => key.startsWith(before))
    return [...new Set(found.map((key) => key.slice(before.length).split(':')[0] ?? ''))]
  }, [])

/**
 * Where a browser keeps a member's words of one section until the server has them: each page in a place of its own, so
 * that two windows do not write over each other. A new page takes over what earlier ones left; merging it twice changes
 * nothing. Where the browser keeps nothing (private windows, a full store), it lasts as long as the page.
 */
export function keptWords(place: string): Keep & { any(): boolean } {
  const own = `${place}:${Math.random().toString(36).slice(2, 10)}`
  const places = () => Object.keys(localStorage).filter((key) => key.startsWith(`${place}:`))

  return {
    any: () => attempt(() => places().length > 0, false),
    load: () =>
      attempt(() => {
        const left = places()
        const found = left.map((key) => read(key))
        const all = { updates: found.flatMap(({ updates }) => updates), aside: found.flatMap(({ aside }) => aside) }
        if (left.length === 0) return nothing
        localStorage.setItem(own, JSON.stringify(all))
        for (const key of left) localStorage.removeItem(key)
        return all
      }, nothing),
    save: (unsaved) =>
      attempt(() => {
        if (unsaved.updates.length === 0 && unsaved.aside.length === 0) localStorage.removeItem(own)
        else localStorage.setItem(own, JSON.stringify(unsaved))
      }, undefined),
  }
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work()
  } catch {
    return otherwise
  }
}

function read(key: string): Unsaved {
  const kept = attempt(() => JSON.parse(localStorage.getItem(key) ?? '{}'), {})
  const texts = (list: unknown) => (Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [])
  return { updates: texts(kept.updates), aside: texts(kept.aside) }
}
