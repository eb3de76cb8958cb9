export type SamplePracticesAre = 'verbatim' | 'summary' | 'missing'

/** A guideline in the list of all. */
export type GuidelineLine = { number: number; title: string; thematicArea: string }
export type GuidelinesOfPhase = { slug: string; label: string; guidelines: GuidelineLine[] }

/** A guideline with its text and sample practices, as far as they are known. */
export type GuidelineView = GuidelineLine & {
  phase: { slug: string; label: string }
  bodyHtml: string | null
  samplePracticesAre: SamplePracticesAre
  sourceUrl: string | null
  samplePractices: { id: string; text: string }[]
  /** The numbers of the guidelines before and after, where there are any. */
  previous: number | null
  next: number | null
}
