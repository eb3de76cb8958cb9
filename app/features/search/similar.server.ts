import { preparedRead } from '~/db.server'
import type { ContextItem } from '~/features/context/context'
import { sharedContext, sharedItems, wantedContext } from '~/features/context/shared-context'
import { publicStates, reviewStates } from '~/features/lessons/lesson'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import { threadUrl } from '~/features/threads/thread'
import { tokenize } from './fold'
import { mostSimilar, type Similar, type SimilarKind, type SimilarThing } from './similar'

/** What of a text is read. */
const longestBody = 4_000
/** Words of a text of which it is asked how rare they are. */
const mostWords = 28
/** A word that stands in so many texts tells little, and reading it costs. */
const tooCommon = 2_000
/** The rarest words, which are looked for. */
const mostLooked = 14
/** From this share of its rare words, weighed, and with this many of them, something is so alike that one should look. */
const strongShare = 0.6
const likelyShare = 0.4
const strongWords = 4

const listOf = (states: readonly string[]) => states.map((state) => `'${state}'`).join(', ')

const countTexts = preparedRead<{ count: number }>('SELECT count(*) AS count FROM SearchDocument')

const countWords = preparedRead<{ count: number }>(`
  SELECT (SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH word.value LIMIT ${tooCommon})) AS count
  FROM json_each(?) AS word ORDER BY word.key`)

type Found = {
  kind: SimilarKind
  id: string
  slug: string | null
  title: string
  text: number
  words: string
  context: number | null
  items: string | null
}

/**
 * What has the words, and what is about the same, each of it if it exists for the viewer: the rules of `search`. A
 * thread counts by its best post. Lessons that were superseded or found to be duplicates are left out.
 */
const find = preparedRead<Found>(`
  WITH word AS MATERIALIZED (
    SELECT key, value ->> 'match' AS match, value ->> 'weight' AS weight FROM json_each(?)
  ),
  hit(id, score, words) AS MATERIALIZED (
    SELECT i.rowid, sum(w.weight), json_group_array(w.key) FROM word w CROSS JOIN search_index i
    WHERE i.search_index MATCH w.match GROUP BY i.rowid ORDER BY sum(w.weight) DESC LIMIT 200
  ),
  ${sharedContext},
  near AS MATERIALIZED (SELECT * FROM shared WHERE score >= 7 ORDER BY score DESC LIMIT 100),
  said(kind, id, score, words) AS (
    SELECT CASE WHEN d.lessonId IS NOT NULL THEN 'lessons' WHEN d.practiceId IS NOT NULL THEN 'practices' ELSE 'threads' END,
      coalesce(d.lessonId, d.practiceId, p.threadId), max(hit.score), hit.words
    FROM hit JOIN SearchDocument d ON d.id = hit.id
    LEFT JOIN Post p ON p.id = d.postId AND p.deletedAt IS NULL AND p.heldAt IS NULL
    WHERE coalesce(d.lessonId, d.practiceId, p.threadId) IS NOT NULL
    GROUP BY 1, 2
  ),
  candidate(kind, id) AS (
    SELECT kind, id FROM said
    UNION SELECT 'lessons', l.id FROM near JOIN Lesson l ON l.contextId = near.contextId
    UNION SELECT 'practices', p.id FROM near JOIN Practice p ON p.contextId = near.contextId
    UNION SELECT 'threads', t.id FROM near JOIN Thread t ON t.contextId = near.contextId
  )
  SELECT c.kind, c.id, p.slug, coalesce(l.title, p.title, t.title) AS title,
    coalesce(said.score, 0) AS text, coalesce(said.words, '[]') AS words, shared.score AS context, shared.items
  FROM candidate c
  CROSS JOIN (SELECT ? AS me, ? AS reviews, ? AS itself) AS viewer
  LEFT JOIN said ON said.kind = c.kind AND said.id = c.id
  LEFT JOIN Lesson l ON c.kind = 'lessons' AND l.id = c.id
  LEFT JOIN Practice p ON c.kind = 'practices' AND p.id = c.id
  LEFT JOIN Thread t ON c.kind = 'threads' AND t.id = c.id
  LEFT JOIN shared ON shared.contextId = coalesce(l.contextId, p.contextId, t.contextId)
  WHERE c.id <> viewer.itself AND CASE c.kind
    WHEN 'lessons' THEN l.title <> '' AND l.state NOT IN ('superseded-by', 'duplicate-of', 'withdrawn', 'draft')
      AND (l.state IN (${listOf(publicStates)}) OR (l.authorId = viewer.me)
        OR (viewer.reviews AND l.state IN (${listOf(reviewStates)})))
    WHEN 'threads' THEN NOT EXISTS (
      SELECT 1 FROM Post first WHERE first.threadId = t.id AND first.number = 1 AND first.heldAt IS NOT NULL)
    ELSE 1 END`)

/** Words of English, French and Spanish that tell nothing: rare in few texts, they would pass for telling ones. */
const empty = new Set(
  (
    'the and for are but not you all can had her was one our out has him his how its may new now old see two way who did get ' +
    'let put say she too use that with have this will your from they know want been good much some time very when come here just ' +
    'like long make many more only over such take than them well were what where which while about after again before being ' +
    'could does down each few into most must never off once other same should their then there these those through under until ' +
    'why would also les des une pour dans que qui sur avec par pas plus est sont ont été aux ces ses leur leurs mais comme ' +
    'los las del una unos para por con que como más pero sus fue son están este esta estos sobre sin hay cuando donde'
  )
    .split(' ')
    .flatMap((word) => tokenize(word).map(({ text }) => text)),
)

/** One word to look for: how it was typed, how it is looked for, and how much finding it tells. */
type Word = { typed: string; match: string; isTitle: boolean }

type Asked = {
  title: string
  body: string
  /** What it is about. */
  context: readonly ContextItem[]
  /** The id of the lesson or thread itself, where it is stored already. */
  itself?: string
}

/**
 * Lessons, practices and threads like something that is being written, as far as they exist for the viewer: those with its
 * rarest words, and those about the same. At most five of each, the most alike first. What it costs is bounded, whatever
 * the text.
 */
export function similar(viewer: Viewer | null, { title, body, context, itself = '' }: Asked): Similar {
  const words = rarest(wordsOf(title, body))
  const whole = words.reduce((sum, { weight }) => sum + weight, 0)
  const wanted = wantedContext(context)
  if (words.length === 0 && context.length === 0) return { lessons: [], practices: [], threads: [] }
  const rows = find(JSON.stringify(words), wanted, viewer?.id ?? null, isReviewer(viewer) ? 1 : 0, itself)
  const ranked = rows
    .map((row) => ({ row, share: whole > 0 ? row.text / whole : 0, both: JSON.parse(row.words) as number[] }))
    .filter(({ row, share, both }) => (both.length > 1 && share >= 0.2) || share >= 0.4 || (row.context ?? 0) >= 7)
    .map((one) => ({ ...one, rank: one.share * 20 + Math.min(one.row.context ?? 0, 12) }))
    .sort((a, b) => b.rank - a.rank || (a.row.id < b.row.id ? 1 : -1))
  const of = (kind: SimilarKind) =>
    ranked
      .filter(({ row }) => row.kind === kind)
      .slice(0, mostSimilar)
      .map(
        ({ row, share, both }): SimilarThing => ({
          title: row.title,
          url: urlOf(row),
          shared: sharedItems(context, row.items).map(({ kind, key, label }) => ({ kind, key, label })),
          words: both.sort((a, b) => a - b).flatMap((index) => words[index]?.typed ?? []),
          likely: share >= likelyShare && both.length >= 3,
          strong: share >= strongShare && both.length >= strongWords,
        }),
      )
  return { lessons: of('lessons'), practices: of('practices'), threads: of('threads') }
}

const urlOf = ({ kind, id, slug }: Found) =>
  kind === 'lessons' ? `/lessons/${id}` : kind === 'practices' ? `/practices/${slug}` : threadUrl(id)

/**
 * The words to ask about: all of the title, and the longest of the text, which are rare more often. Of scripts without
 * spaces, two neighbouring clusters are a word.
 */
function wordsOf(title: string, body: string): Word[] {
  const known = new Map<string, Word>()
  const read = (text: string, isTitle: boolean) => {
    let before: ReturnType<typeof tokenize>[number] | undefined
    for (const token of tokenize(text)) {
      const pair = before?.isCluster && token.isCluster && before.end === token.start ? before : undefined
      before = token
      if (token.isCluster && !pair) continue
      if (!token.isCluster && (token.text.length < 3 || empty.has(token.text))) continue
      const key = pair ? `${pair.text} ${token.text}` : token.text
      const typed = text.slice(pair?.start ?? token.start, token.end)
      if (!known.has(key)) known.set(key, { typed, match: `"${key.replaceAll('"', '')}"`, isTitle })
    }
  }
  read(title.slice(0, 300), true)
  read(body.slice(0, longestBody), false)
  const all = [...known.values()]
  const ofTitle = all.filter(({ isTitle }) => isTitle).slice(0, mostWords)
  const ofBody = all.filter(({ isTitle }) => !isTitle).sort((a, b) => b.match.length - a.match.length)
  return [...ofTitle, ...ofBody].slice(0, mostWords)
}

/**
 * The rarest of them, rarest first, each with a weight: the logarithm of how rare it is (Spärck Jones, 1972), twice for a
 * word of the title. Words that no text has are counted as very rare, so that a text of new words is like nothing.
 */
function rarest(words: Word[]): (Word & { weight: number })[] {
  if (words.length === 0) return []
  const texts = Math.max(2, countTexts()[0]?.count ?? 0)
  const counts = countWords(JSON.stringify(words.map(({ match }) => match)))
  return words
    .map((word, index) => ({ ...word, count: counts[index]?.count ?? 0 }))
    .filter(({ count }) => count < tooCommon && (texts < 30 || count < texts * 0.4))
    .map(({ count, ...word }) => ({
      ...word,
      weight: Math.log(1 + texts / Math.max(1, count)) * (word.isTitle ? 2 : 1),
    }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostLooked)
}
