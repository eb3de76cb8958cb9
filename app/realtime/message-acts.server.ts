import { z } from 'zod'
import type { Viewer } from '~/features/members/viewer'
import { editMessage } from '~/features/peer-sessions/edit-message.server'
import { markInsight } from '~/features/peer-sessions/mark-insight.server'
import { frameOf, type MessageFrame } from '~/features/peer-sessions/message-frame'
import { oneMessage } from '~/features/peer-sessions/message-queries.server'
import { editMessageInput, insightInput, pinInput, reactionInput } from '~/features/peer-sessions/message-rules'
import { pinMessage } from '~/features/peer-sessions/pin-message.server'
import { reactToMessage } from '~/features/peer-sessions/react-to-message.server'
import { removeMessage } from '~/features/peer-sessions/remove-message.server'
import { restoreMessage } from '~/features/peer-sessions/restore-message.server'

const message = z.object({ sessionId: z.string().min(1).max(64), messageId: z.string().min(1).max(64) })

/** What each event about one message must bring. The same verbs answer the forms of `/sessions/:id/messages/:messageId`. */
export const messageActPayloads = {
  'message:get': message,
  'message:edit': message.extend(editMessageInput.shape),
  'message:remove': message,
  'message:restore': message,
  'message:insight': message.extend(insightInput.shape),
  'message:pin': message.extend(pinInput.shape),
  'message:react': message.extend(reactionInput.shape),
} as const

export type MessageAct = keyof typeof messageActPayloads
type Input<Act extends MessageAct> = z.output<(typeof messageActPayloads)[Act]>
type Acts = {
  [Act in MessageAct]: (viewer: Viewer, sessionId: string, id: string, input: Input<Act>) => Promise<unknown>
}

const acts: Acts = {
  'message:get': async () => {},
  'message:edit': (viewer, sessionId, id, input) => editMessage(viewer, sessionId, id, input),
  'message:remove': removeMessage,
  'message:restore': restoreMessage,
  'message:insight': (viewer, sessionId, id, { intent }) => markInsight(viewer, sessionId, id, intent === 'mark'),
  'message:pin': (viewer, sessionId, id, { intent }) => pinMessage(viewer, sessionId, id, intent === 'pin'),
  'message:react': (viewer, sessionId, id, input) => reactToMessage(viewer, sessionId, id, input),
}

export const isMessageAct = (name: string): name is MessageAct => Object.hasOwn(acts, name)

/** Does what a member asks for with one message. @returns the message as he or she sees it then */
export async function actOnMessage(
  viewer: Viewer,
  name: MessageAct,
  input: Input<MessageAct>,
): Promise<{ ok: true; message: MessageFrame }> {
  const { sessionId, messageId } = input
  // The gateway has read it by the schema of this name.
  await acts[name](viewer, sessionId, messageId, input as never)
  return { ok: true, message: frameOf(await oneMessage(viewer, sessionId, messageId)) }
}
