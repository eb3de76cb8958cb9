import { z } from 'zod'
import { roomMessageInput } from '~/features/peer-sessions/peer-session'
import { messageActPayloads } from './message-acts.server'

const sessionId = z.string().min(1).max(64)

/** What each event of a browser must bring. */
export const payloads = {
  'room:join': z.object({
    sessionId,
    after: z.number().int().min(0).max(2_147_483_647).optional(),
    limit: z.number().int().min(1).max(200).optional(),
    changedSince: z.iso.datetime().optional(),
  }),
  'room:send': roomMessageInput.extend({ sessionId }),
  'room:typing': z.object({ sessionId }),
  'room:read': z.object({ sessionId, number: z.number().int().min(0).max(2_147_483_647) }),
  'room:leave': z.object({ sessionId }),
  ...messageActPayloads,
} as const

export type EventName = keyof typeof payloads
