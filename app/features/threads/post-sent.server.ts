import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'

/** What sending a post answers with, the first time and each time it is sent again. */
export type SentPost = { id: string; threadId: string; number: number }

/** The post that a member has sent under a client id before, in whatever thread. */
export const postSentAs = (viewer: Viewer, clientId: string): Promise<SentPost | null> =>
  db.post.findUnique({
    where: { authorId_clientId: { authorId: viewer.id, clientId } },
    select: { id: true, threadId: true, number: true },
  })
