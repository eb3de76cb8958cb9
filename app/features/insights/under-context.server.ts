import { type ContextKind, pickContextKeys } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { listLessons } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { listSessions } from '~/features/peer-sessions/queries.server'
import { listPractices } from '~/features/practices/queries.server'
import { type ContextFilter, filterUrl } from '~/features/taxonomy/context-filter'
import { listThreads } from '~/features/threads/queries.server'
import { fittingLessons } from './fitting-lessons.server'

/** Their pages show the practices themselves, or are one. */
const ownPractices = new Set<ContextKind>(['guideline', 'practice'])

export type UnderContext = Awaited<ReturnType<typeof underContext>>

/**
 * What is newest about one thing of a context, and the lessons that fit it best, as far as the viewer may see it, with the addresses of the whole lists:
 * what the page of a crisis type, phase, country, guideline or practice shows.
 * @param formats the BCP 47 tag in which countries are named
 * @param carried what else a lesson, thread or session begun there is linked to at first
 */
export async function underContext(
  viewer: Viewer | null,
  kind: ContextKind,
  key: string,
  formats: string,
  carried: ContextFilter = {},
) {
  const filter: ContextFilter = { [kind]: [kind === 'guideline' ? Number(key) : key] }
  const few = { limit: 5, formats }
  const about = pickContextKeys({ guideline: carried.guideline?.map(String), [kind]: [key] })
  const [fitting, lessons, threads, live, upcoming, past, practices] = await Promise.all([
    contextItemsOf(about, formats).then((items) => fittingLessons(viewer, items, { limit: few.limit })),
    listLessons(viewer, filter, few),
    listThreads(viewer, filter, few),
    listSessions(viewer, filter, { ...few, when: 'live' }),
    listSessions(viewer, filter, { ...few, when: 'upcoming' }),
    listSessions(viewer, filter, { ...few, when: 'past' }),
    ownPractices.has(kind) ? null : listPractices(viewer, filter, few),
  ])
  const whole = (path: string, next: string | null) => (next ? filterUrl(path, filter) : null)
  const sessions = [...live.rows, ...upcoming.rows, ...past.rows]
  return {
    lessons: { fitting, rows: lessons.rows, all: whole('/lessons', lessons.next) },
    threads: { rows: threads.rows, all: whole('/threads', threads.next) },
    sessions: {
      rows: sessions.slice(0, few.limit),
      all: sessions.length > few.limit ? filterUrl('/sessions', filter) : whole('/sessions', past.next),
    },
    practices: practices && { rows: practices.rows, all: whole('/practices', practices.next) },
    /** Of the forms that begin something about it. */
    begin: {
      lesson: filterUrl('/lessons/new', { ...carried, ...filter }),
      thread: filterUrl('/threads/new', { ...carried, ...filter }),
      session: filterUrl('/sessions/new', { ...carried, ...filter }),
    },
  }
}
