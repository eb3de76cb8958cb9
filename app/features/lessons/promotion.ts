import { z } from 'zod'
import { contextFields } from '~/features/context/context'
import { type FormErrors, lineInput, textInput } from '~/lib/forms'

/** The form by which an administrator makes a practice of a lesson: every field of a record. */
export const promotionInput = z.object({
  title: lineInput(300, 'promotion.errors.title'),
  /** Slugs. */
  typeOfPractice: z.array(z.string()),
  stakeholderType: z.array(z.string()),
  stakeholderLine: lineInput(500, null),
  /** One a line. */
  thematicAreas: textInput(2_000),
  description: textInput(100_000, 'promotion.errors.description'),
  links: textInput(10_000),
  ...contextFields,
})
export type PromotionInput = z.output<typeof promotionInput>

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Reads links, one a line: what it is, then its address; the address alone is its own label. */
export function parseLinks(text: string): { links: { label: string; url: string }[]; errors: FormErrors } {
  const links: { label: string; url: string }[] = []
  for (const line of linesOf(text)) {
    const [, label = '', url = ''] = /^(.*?)\s*(\S+)$/u.exec(line) ?? []
    if (!/^https?:\/\//iu.test(url) || !URL.canParse(url)) {
      return { links, errors: { links: { key: 'promotion.errors.links', params: { line: line.slice(0, 80) } } } }
    }
    links.push({ label: label.replace(/\s*[|:–—-]$/u, '') || url, url })
  }
  return { links, errors: {} }
}
