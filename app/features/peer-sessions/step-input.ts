import { z } from 'zod'

const id = z.string().max(64)
/** The phase that the person saw; '' where a program does not say. */
const seen = z.string().transform((value) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined))

/** `POST /sessions/:id/phase` */
export const phaseInput = z.object({
  intent: z.enum(['start', 'next', 'back', 'extend', 'pause', 'resume', 'finish'], 'peerSessions.errors.invalid'),
  minutes: z.string().transform((value) => Number(value || 5)),
  number: seen,
})
/** `POST /sessions/:id/roles`; member is '' for oneself. */
export const rolesInput = z.object({
  role: id,
  member: id,
  intent: z.enum(['take', 'give', 'leave'], 'peerSessions.errors.invalid'),
})
/** `POST /sessions/:id/hand`; member is '' for oneself, or for the next hand. */
export const handInput = z.object({
  intent: z.enum(['raise', 'lower', 'call', 'order'], 'peerSessions.errors.invalid'),
  member: id,
  newVoicesFirst: z
    .string()
    .max(64)
    .default('')
    .transform((value) => value !== ''),
})
