import { preparedRead } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { excerptOf } from '~/lib/excerpt'
import { plainText } from '~/lib/markdown.server'
import { canDeletePost, canReadHeld, canRestorePost, canRevisePost, postsPerPage, postUrl } from './thread'

/** A post as a page shows it. */
export type PostView = {
  id: string
  number: number
  author: { id: string; name: string; organization: string | null; stakeholderType: string | null }
  /** ISO 8601. */
  createdAt: string
  editedAt: string | null
  /** Who deleted it; its text is empty then. */
  deletedBy: 'author' | 'moderator' | null
  /** It waits for a reviewer: to its author, to a reviewer, or to others, who do not get its text. */
  held: 'own' | 'reviewer' | 'other' | null
  html: string
  /** What it answers, quoted in one line unless that was deleted. */
  answers: { href: string; number: number; author: string; excerpt: string | null } | null
  /** The client id of the viewer's own post: the browser knows by it that what it sent has arrived. */
  clientId: string | null
  can: { revise: boolean; delete: boolean; restore: boolean }
}

type Row = {
  id: string
  clientId: string
  number: number
  authorId: string
  authorName: string
  organization: string | null
  stakeholderType: string | null
  createdAt: string
  editedAt: string | null
  deletedAt: string | null
  deletedById: string | null
  heldAt: string | null
  html: string
  answersId: string | null
  answersNumber: number
  answersAuthor: string
  answersHtml: string | null
}

/** Of what is quoted, enough HTML is read for a line of text. */
const select = preparedRead<Row>(`
  SELECT p.id, p.clientId, p.number, p.authorId, a.name AS authorName, o.name AS organization,
    s.label AS stakeholderType, p.createdAt, p.editedAt, p.deletedAt, p.deletedById, p.heldAt,
    CASE WHEN p.deletedAt IS NULL THEN p.html ELSE '' END AS html,
    r.id AS answersId, r.number AS answersNumber, ra.name AS answersAuthor,
    CASE WHEN r.deletedAt IS NULL AND r.heldAt IS NULL THEN substr(r.html, 1, 2000) END AS answersHtml
  FROM Post p
    JOIN Member a ON a.id = p.authorId
    LEFT JOIN Organization o ON o.id = a.organizationId
    LEFT JOIN StakeholderType s ON s.slug = a.stakeholderTypeSlug
    LEFT JOIN Post r ON r.id = p.replyToId
    LEFT JOIN Member ra ON ra.id = r.authorId
  WHERE p.threadId = ? AND p.number > ?
  ORDER BY p.number
  LIMIT ${postsPerPage}`)

/** The posts of a page in one query. For a thread that the viewer was found to see. */
export const readPosts = (viewer: Viewer | null, threadId: string, after: number): PostView[] =>
  select(threadId, after).map((row) => view(viewer, threadId, row))

function view(viewer: Viewer | null, threadId: string, row: Row): PostView {
  const { id, number, authorId, createdAt, editedAt, deletedAt, deletedById, html } = row
  const held = row.heldAt && !deletedAt ? heldFor(viewer, authorId) : null
  return {
    id,
    number,
    author: {
      id: authorId,
      name: row.authorName,
      organization: row.organization,
      stakeholderType: row.stakeholderType,
    },
    createdAt,
    editedAt,
    deletedBy: deletedAt ? (deletedById === authorId ? 'author' : 'moderator') : null,
    held,
    html: held === 'other' ? '' : html,
    answers:
      row.answersId && held !== 'other'
        ? {
            href: postUrl(threadId, row.answersNumber, row.answersId),
            number: row.answersNumber,
            author: row.answersAuthor,
            excerpt: row.answersHtml === null ? null : excerptOf(textOfPart(row.answersHtml)),
          }
        : null,
    clientId: viewer?.id === authorId ? row.clientId : null,
    can: {
      revise: canRevisePost(viewer, row),
      delete: canDeletePost(viewer, row),
      restore: canRestorePost(viewer, row),
    },
  }
}

const heldFor = (viewer: Viewer | null, authorId: string) =>
  viewer?.id === authorId ? 'own' : canReadHeld(viewer, { authorId }) ? 'reviewer' : 'other'

/** The text of HTML that may be cut off within a tag or a character reference. */
const textOfPart = (html: string): string => plainText(html.replace(/<[^>]*$|&[^;\s]{0,10}$/, ''))
