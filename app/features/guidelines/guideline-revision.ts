import { z } from 'zod'
import { lineInput, textInput } from '~/lib/forms'

const states = ['verbatim', 'summary', 'missing'] as const

/** What an administrator may correct of a guideline. */
export const guidelineRevisionInput = z.object({
  title: lineInput(300, 'admin.guideline.titleMissing'),
  /** Markdown; empty where the text is not known. */
  body: textInput(20_000),
  samplePracticesAre: z.enum(states, 'admin.guideline.samplePracticesAreWrong'),
  /** The texts of those that there are, in their order; those after them are new, or empty. */
  samplePractice: z.array(textInput(2_000)).max(100, 'site.errors.tooLong'),
  /** The state that the form was made of, so that two people do not undo each other. */
  state: z.string().max(100),
})
export type GuidelineRevision = z.output<typeof guidelineRevisionInput>

/** A guideline as the form for its correction shows it. */
export type GuidelineForRevision = Omit<GuidelineRevision, 'samplePractice' | 'samplePracticesAre'> & {
  number: number
  samplePracticesAre: (typeof states)[number]
  samplePractices: { id: string; text: string }[]
}
