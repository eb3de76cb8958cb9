import { z } from 'zod'
import { textInput } from '~/lib/forms'

/** Whether a session was useful. */
export const usefulness = ['yes', 'partly', 'no'] as const
export type Useful = (typeof usefulness)[number]

export const longestChange = 2_000
/** From so many answers on those who lead see them, so that nobody can tell whose is whose. */
export const fewestAnswers = 3

/** The two questions after a session: was it useful, and what will you do differently? */
export const feedbackInput = z.object({
  useful: z.enum(usefulness, 'sessionRecord.feedback.usefulMissing'),
  change: textInput(longestChange),
  harmConfirmed: z.string().max(64).optional(),
})
export type FeedbackInput = z.output<typeof feedbackInput>
