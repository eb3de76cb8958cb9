import { z } from 'zod'
import { roomMessageInput } from '~/features/peer-sessions/peer-session'
import { messageActPayloads } from './message-acts.server'

const sessionId = z.string().min(1).max(64)
const section = z.string().min(1).max(80)
/** Bytes as text; a frame holds 64 KB. */
const base64 = z
  .string()
  .max(60_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)

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
  'line:check': z.object({ sessionId }),
  'notes:open': z.object({ sessionId, section, vector: base64.optional() }),
  'notes:write': z.object({ sessionId, section, update: base64 }),
  ...messageActPayloads,
} as const

export type EventName = keyof typeof payloads
