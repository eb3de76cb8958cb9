import { preparedRead } from '~/db.server'
import { publicStates, reviewStates } from '~/features/lessons/lesson'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import { postUrl } from '~/features/threads/thread'
import { excerpt, markHits } from './excerpt'
import { firstPostDocument } from './index-documents.server'
import { type SearchKind, type SearchPage, type SearchResult, searchKinds } from './search'
import { readSearch, type Term } from './search-query'

const resultsPerPage = 20
/** Results of one kind that can be paged through; all are counted. */
const mostResults = 500

/**
 * What is ranked: posts, and all else, each up to this many, the newest. Ranking costs some microseconds each, and
 * a word that stands in more texts tells little about any of them.
 */
const mostHits = 4_000

type Found = { id: number; kind: SearchKind; score: number; count: number; posts: number }

const listOf = (states: readonly string[]) => states.map((state) => `'${state}'`).join(', ')

const hitsWhere = (range: string) => `SELECT * FROM (
  SELECT rowid AS id, bm25(search_index, 6.0, 1.0) AS score FROM search_index
  WHERE search_index MATCH ? AND ${range} ORDER BY rowid DESC LIMIT ${mostHits})`

/**
 * All that matches and exists for the viewer, each thread once by its best post. The same rules as lessonWhere and
 * sessionWhere; a word in the title weighs six times as much.
 */
const find = preparedRead<Found>(`
  WITH hit AS MATERIALIZED (
    ${hitsWhere(`rowid < ${firstPostDocument}`)} UNION ALL ${hitsWhere(`rowid >= ${firstPostDocument}`)}
  ),
  seen AS (
    SELECT d.id, hit.score, p.threadId,
      CASE WHEN d.postId IS NOT NULL THEN 'thread' WHEN d.lessonId IS NOT NULL THEN 'lesson'
        WHEN d.practiceId IS NOT NULL THEN 'practice' WHEN d.sessionId IS NOT NULL THEN 'session'
        ELSE 'guideline' END AS kind
    FROM hit
    JOIN SearchDocument d ON d.id = hit.id
    LEFT JOIN Post p ON p.id = d.postId
    LEFT JOIN Lesson l ON l.id = d.lessonId
    LEFT JOIN PeerSession s ON s.id = d.sessionId
    CROSS JOIN (SELECT ? AS me, ? AS reviews) AS viewer
    WHERE CASE
      WHEN d.postId IS NOT NULL THEN p.deletedAt IS NULL AND p.heldAt IS NULL AND NOT EXISTS (
        SELECT 1 FROM Post first WHERE first.threadId = p.threadId AND first.number = 1 AND first.heldAt IS NOT NULL)
      WHEN d.lessonId IS NOT NULL THEN l.state IN (${listOf(publicStates)}) OR l.authorId = viewer.me
        OR (viewer.reviews AND l.state IN (${listOf(reviewStates)}))
      WHEN d.sessionId IS NOT NULL THEN s.access = 'open' OR (s.access = 'members' AND viewer.me IS NOT NULL)
        OR EXISTS (SELECT 1 FROM SessionParticipant sp WHERE sp.sessionId = s.id AND sp.memberId = viewer.me)
      ELSE 1 END
  ),
  found AS (SELECT id, kind, min(score) AS score FROM seen GROUP BY kind, coalesce(threadId, id)),
  placed AS (
    SELECT id, kind, score, count(*) OVER (PARTITION BY kind) AS count,
      row_number() OVER (PARTITION BY kind ORDER BY score, id) AS place
    FROM found
  )
  SELECT id, kind, score, count, (SELECT count(*) FROM hit WHERE id >= ${firstPostDocument}) AS posts
  FROM placed WHERE place <= ${mostResults} ORDER BY score, id`)

type Shown = {
  id: number
  title: string
  text: string
  guidelineNumber: number | null
  slug: string | null
  postId: string | null
  threadId: string | null
  postNumber: number | null
  lessonId: string | null
  sessionId: string | null
  contested: 0 | 1
  at: string | null
}

const show = preparedRead<Shown>(`
  SELECT d.id, d.title, d.text, d.guidelineNumber, pr.slug, d.postId, p.threadId, p.number AS postNumber,
    d.lessonId, d.sessionId,
    EXISTS (SELECT 1 FROM CounterEvidence c WHERE c.lessonId = d.lessonId AND c.answeredAt IS NULL) AS contested,
    coalesce(p.createdAt, l.verifiedAt, s.startsAt) AS at
  FROM json_each(?) AS wanted
  JOIN SearchDocument d ON d.id = wanted.value
  LEFT JOIN Practice pr ON pr.id = d.practiceId
  LEFT JOIN Post p ON p.id = d.postId
  LEFT JOIN Lesson l ON l.id = d.lessonId
  LEFT JOIN PeerSession s ON s.id = d.sessionId
  ORDER BY wanted.key`)

type Asked = { q: string; kind?: SearchKind | null; after?: string | null }

/**
 * Finds what somebody looks for among all that exists for him or her, the best first, 20 a page. Where no text holds all
 * the words, those that hold some are found. Any input is safe.
 * @param asked.kind only this kind; all are counted all the same
 * @param asked.after the cursor of the page before
 */
export function search(viewer: Viewer | null, { q, kind = null, after = null }: Asked): SearchPage {
  const query = readSearch(q)
  if (!query) return pageOf('nothing')
  const look = (match: string) => find(match, match, viewer?.id ?? null, isReviewer(viewer) ? 1 : 0)
  const exact = look(query.match)
  const isWider = exact.length === 0 && query.matchAny !== null
  const found = isWider && query.matchAny ? look(query.matchAny) : exact
  if (found.length === 0) return pageOf('none')

  const wanted = kind ? found.filter((one) => one.kind === kind) : found
  const start = placeAfter(wanted, after)
  const here = wanted.slice(start, start + resultsPerPage)
  const last = here.at(-1)
  const more = last && start + here.length < wanted.length
  return {
    ...pageOf('found'),
    isWider,
    isPartial: found.some(({ posts }) => posts === mostHits),
    counts: countsOf(found),
    results: resultsOf(here, query.terms),
    next: more ? `${last.id}-${start + here.length}` : null,
  }
}

const pageOf = (state: SearchPage['state']): SearchPage => ({
  state,
  isWider: false,
  isPartial: false,
  results: [],
  counts: countsOf([]),
  next: null,
})

const countsOf = (found: Found[]) =>
  Object.fromEntries(
    searchKinds.map((kind) => [kind, found.find((one) => one.kind === kind)?.count ?? 0]),
  ) as SearchPage['counts']

/** After the last result of the page before, wherever it stands by now; where it stood if it is gone. */
function placeAfter(found: Found[], cursor: string | null): number {
  const [, id, place] = /^(\d{1,15})-(\d{1,6})$/.exec(cursor ?? '') ?? []
  if (!id) return 0
  const at = found.findIndex((one) => one.id === Number(id))
  return at < 0 ? Number(place) : at + 1
}

function resultsOf(found: Found[], terms: Term[]): SearchResult[] {
  const kinds = new Map(found.map((one) => [one.id, one.kind]))
  return show(JSON.stringify(found.map((one) => one.id))).map((row) => ({
    kind: kinds.get(row.id) ?? 'guideline',
    number: row.guidelineNumber,
    title: markHits(row.title, terms),
    excerpt: excerpt(row.text, terms),
    href: hrefOf(row),
    when: row.at,
    contested: row.contested === 1,
  }))
}

function hrefOf(row: Shown): string {
  if (row.postId && row.threadId) return postUrl(row.threadId, row.postNumber ?? 1, row.postId)
  if (row.lessonId) return `/lessons/${row.lessonId}`
  if (row.sessionId) return `/sessions/${row.sessionId}`
  return row.slug ? `/practices/${row.slug}` : `/guidelines/${row.guidelineNumber}`
}
