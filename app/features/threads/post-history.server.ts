import { diffArrays } from 'diff'
import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import { getPost } from './queries.server'

/** A stretch of a text beside the version before it. */
export type Change = { kind: 'same' | 'added' | 'removed'; text: string }
/** What a post said from `writtenAt` on, as changes of what it had said before. */
export type Version = { number: number; writtenAt: Date; changes: Change[] }

const versionsPerPage = 10

/**
 * The versions of a post, the newest first, each beside the one before it, word by word. Everybody who sees the thread
 * sees them; nobody those of a deleted post.
 * @param before the number of the version before which to go on
 * @returns also the number to go on with, where there is more
 * @throws AppError 404
 */
export async function postHistory(viewer: Viewer | null, postId: string, before?: number) {
  const post = await getPost(viewer, postId)
  if (post.deletedAt) throw notFound()
  const older = await db.postVersion.findMany({
    where: { postId, ...(before ? { number: { lt: before } } : {}) },
    orderBy: { number: 'desc' },
    take: versionsPerPage + 1,
    select: { number: true, body: true, writtenAt: true },
  })
  const now = { number: post.version, body: post.body, writtenAt: post.editedAt ?? post.createdAt }
  const texts = before ? older : [now, ...older]
  const versions = texts.slice(0, versionsPerPage).map(
    ({ number, writtenAt, body }, index): Version => ({
      number,
      writtenAt,
      changes: changesBetween(texts[index + 1]?.body ?? null, body),
    }),
  )
  const next = texts.length > versionsPerPage ? (versions.at(-1)?.number ?? null) : null
  return { post, versions, next }
}

const unspaced = String.raw`[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]`
const letters = String.raw`(?:(?!${unspaced})[\p{L}\p{N}\p{M}])+`
const picture = String.raw`\p{ExtPict}[\p{M}\p{EMod}]*`
const part = new RegExp(
  String.raw`${unspaced}\p{M}*|${letters}(?:['’.,]${letters})*|\s+|${picture}(?:\u200D${picture})*|[^]`,
  'gu',
)
/**
 * Words, spaces and signs; scripts that write no spaces letter by letter. Intl.Segmenter knows their words, and takes
 * half a second for the longest post, while everybody waits.
 */
const wordsOf = (text: string): string[] => text.match(part) ?? []

/** Words that may differ before two texts are shown as wholly different: it bounds the work. */
const mostChanges = 400

/** How one text became another, word by word; the first version is all its own. */
export function changesBetween(before: string | null, after: string): Change[] {
  if (before === null) return [{ kind: 'same', text: after }]
  const parts = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: mostChanges })
  if (!parts) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  }
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}
