import { z } from 'zod'
import { contextFields } from '~/features/context/context'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import { lineInput, textInput } from '~/lib/forms'
import { clientIdInput } from '~/lib/ids'

/** A thread with a few dozen replies is one page; fifty posts weigh about 20 KB compressed. */
export const postsPerPage = 50
export const threadsPerPage = 20
export const longestTitle = 200
/** Characters of Markdown in one post. */
export const longestBody = 20_000

const title = lineInput(longestTitle, 'threads.errors.titleMissing')
const body = textInput(longestBody, 'threads.errors.bodyMissing')

/** What was found by the do-no-harm check and is confirmed to be a false alarm. */
const harmField = { harmConfirmed: z.string().optional() }

/** A new thread with its first post. */
export const threadInput = z.object({ title, body, clientId: clientIdInput, ...harmField, ...contextFields })
export type ThreadInput = z.output<typeof threadInput>

export const reviseThreadInput = z.object({ title, ...harmField, ...contextFields })
export type ReviseThreadInput = z.output<typeof reviseThreadInput>

/** replyTo: the id of the post that this one answers; empty for the thread as a whole. */
export const postInput = z.object({ body, replyTo: z.string(), clientId: clientIdInput, ...harmField })
export type PostInput = z.output<typeof postInput>

/** version: the number of the version that the edit began with, so that nobody overwrites what was not seen. */
export const revisePostInput = z.object({
  body,
  ...harmField,
  version: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'threads.errors.versionMissing')
    .transform(Number),
})
export type RevisePostInput = z.output<typeof revisePostInput>

/** What is asked of a post to know who may do what to it. */
export type PostState = { authorId: string; deletedAt: Date | string | null; deletedById: string | null }

/** What waits for a reviewer is read by its author and the reviewers. */
export const canReadHeld = (viewer: Viewer | null, post: { authorId: string }): boolean =>
  viewer?.id === post.authorId || isReviewer(viewer)

export const canReply = (viewer: Viewer | null): boolean => viewer !== null

export const canReviseThread = (viewer: Viewer | null, thread: { authorId: string }): boolean =>
  viewer?.id === thread.authorId

export const canRevisePost = (viewer: Viewer | null, post: PostState): boolean =>
  viewer?.id === post.authorId && post.deletedAt === null

export const canDeletePost = (viewer: Viewer | null, post: PostState): boolean =>
  post.deletedAt === null && (viewer?.id === post.authorId || isReviewer(viewer))

/** Whoever deleted a post may take that back, as long as he or she could delete it still. */
export const canRestorePost = (viewer: Viewer | null, post: PostState): boolean =>
  post.deletedAt !== null && viewer?.id === post.deletedById && (viewer?.id === post.authorId || isReviewer(viewer))

/** Where the page that holds a post begins: the number after which its posts stand. */
export const pageStart = (number: number): number => Math.max(0, Math.floor((number - 1) / postsPerPage) * postsPerPage)

/** A thread's page of the posts after a number. */
export const threadUrl = (threadId: string, after = 0): string =>
  after > 0 ? `/threads/${threadId}?after=${after}` : `/threads/${threadId}`

/** A post on the page that holds it. `/posts/ID` leads there too and never changes. */
export const postUrl = (threadId: string, number: number, postId: string): string =>
  `${threadUrl(threadId, pageStart(number))}#post-${postId}`

/** Where sending a post leads: a new thread's own address for the first one. */
export const sentUrl = ({ threadId, number, id }: { threadId: string; number: number; id: string }): string =>
  number === 1 ? threadUrl(threadId) : postUrl(threadId, number, id)

/** Reads `?after=` of an address; what is no number is the beginning. */
export const readAfter = (value: string | null): number => (/^\d{1,9}$/.test(value ?? '') ? Number(value) : 0)
