import { deletePost } from '~/features/threads/delete-post.server'
import { openThread } from '~/features/threads/open-thread.server'
import { reply } from '~/features/threads/reply.server'
import { revisePost } from '~/features/threads/revise-post.server'
import { postInput, threadInput } from '~/features/threads/thread'
import type { Step } from './as-of.server'
import { type DemoContent, type DemoThread, text } from './content.server'
import { knownContext } from './known-context.server'
import { daysBefore, hoursAfter } from './moments'
import type { People } from './seed-people.server'

/** Threads with their posts, one of them edited and one deleted. */
export const threadSteps = ({ threads }: DemoContent, who: People, now: Date): Step[] =>
  threads.flatMap((thread) => stepsOf(thread, who, daysBefore(now, thread.day)))

function stepsOf({ key, by, title, about, body, posts }: DemoThread, who: People, start: Date): Step[] {
  const ids: string[] = []
  let threadId = ''
  const open = async () => {
    const input = { title, body: text(body), clientId: `demo-${key}-1`, ...(await knownContext(about)) }
    const first = await openThread(who(by), threadInput.parse(input))
    threadId = first.threadId
    ids[1] = first.id
  }
  const replies = posts.flatMap((post, index): Step[] => {
    const number = index + 2
    const at = hoursAfter(start, post.after)
    const send = async () => {
      const input = { body: text(post.body), clientId: `demo-${key}-${number}`, replyTo: ids[post.answers ?? 0] ?? '' }
      ids[number] = (await reply(who(post.by), threadId, postInput.parse(input))).id
    }
    const steps: Step[] = [{ at, take: send }]
    const id = () => ids[number] ?? ''
    const { edited } = post
    if (edited) {
      const revised = { body: text(edited), version: 1 }
      steps.push({ at: hoursAfter(at, 2), take: () => revisePost(who(post.by), id(), revised) })
    }
    if (post.deleted) steps.push({ at: hoursAfter(at, 0.1), take: () => deletePost(who(post.by), id()) })
    return steps
  })
  return [{ at: start, take: open }, ...replies]
}
