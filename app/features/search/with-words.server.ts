import { preparedRead } from '~/db.server'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { readSearch } from './search-query'

/** A list shows its things in an order of its own, so the newest documents are as good as the best. */
const mostFound = 500

const statement = (id: string, more: string) =>
  preparedRead<{ id: string }>(`
    SELECT ${id} AS id FROM search_index JOIN SearchDocument d ON d.id = search_index.rowid ${more}
    AND search_index MATCH ? GROUP BY ${id} ORDER BY max(d.id) DESC LIMIT ${mostFound}`)

const finders = {
  thread: statement('p.threadId', 'JOIN Post p ON p.id = d.postId AND p.deletedAt IS NULL AND p.heldAt IS NULL'),
  lesson: statement('d.lessonId', 'WHERE d.lessonId IS NOT NULL'),
  session: statement('d.sessionId', 'WHERE d.sessionId IS NOT NULL'),
}

/**
 * Reads the words of a list's filter as the search reads them, and puts what holds them all in their place, whoever may
 * see it: the list itself leaves out what does not exist for its viewer. Words that say nothing narrow nothing.
 */
export function withWords(kind: keyof typeof finders, filter: ContextFilter): ContextFilter {
  const query = filter.q ? readSearch(filter.q) : null
  return { ...filter, q: undefined, ...(query && { among: finders[kind](query.match).map(({ id }) => id) }) }
}
