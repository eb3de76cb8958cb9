import { z } from 'zod'
import { lineInput, textInput } from '~/lib/forms'

/** What an administrator may correct of a practice. */
export const practiceRevisionInput = z.object({
  title: lineInput(300, 'admin.practice.titleMissing'),
  /** Plain text, as in the record. */
  description: textInput(100_000, 'admin.practice.descriptionMissing'),
  sourceUrl: z
    .string()
    .trim()
    .max(2_000, 'admin.practice.sourceUrlWrong')
    .refine((url) => url === '' || (/^https?:\/\//i.test(url) && URL.canParse(url)), 'admin.practice.sourceUrlWrong'),
  /** The state that the form was made of, so that two people do not undo each other. */
  state: z.string().max(100),
})
export type PracticeRevision = z.output<typeof practiceRevisionInput>
