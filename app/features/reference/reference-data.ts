import type { Term } from '../taxonomy/vocabulary.server'

export type ReferenceCrisisType = Term & {
  position: number
  parentSlug: string | null
  glide: string | null
  hazardId: string | null
  hazardEdition: string | null
}
export type ReferenceGuideline = {
  number: number
  title: string
  thematicArea: string
  phaseSlug: string
  body: string | null
  samplePracticesAre: 'verbatim' | 'summary' | 'missing'
  sourceUrl: string | null
  samplePractices: string[]
}
export type ReferenceData = {
  stakeholderTypes: Term[]
  typesOfPractice: Term[]
  phases: Term[]
  crisisTypes: ReferenceCrisisType[]
  sessionFormats: (Term & { purpose: string; definition: string })[]
  guidelines: ReferenceGuideline[]
}

type CrisisTypeInFile = Term & { glide?: string; hip2025?: string; children?: CrisisTypeInFile[] }
type GuidelineInFile = {
  number: number
  title: string
  thematicArea: string
  phase: string
  samplePractices: string[] | null
  samplePracticesAre: string
  source: string
}

/** Reads the files of prisma/seed/reference, given as texts. */
export function readReference(files: {
  vocabularies: string
  guidelines: string
  sessionFormats: string
  titles: string
  practices: Record<string, string>
}): ReferenceData {
  const vocabularies = JSON.parse(files.vocabularies)
  const formats: (Term & { purpose: string })[] = JSON.parse(files.sessionFormats).formats
  const guidelines: GuidelineInFile[] = JSON.parse(files.guidelines).guidelines
  const eighth = guidelineText(files.practices['c-man.txt'] ?? '', 8)
  return {
    stakeholderTypes: vocabularies.stakeholderTypes,
    typesOfPractice: vocabularies.typesOfPractice,
    phases: vocabularies.crisisPhases,
    crisisTypes: flatten(vocabularies.crisisTypes),
    sessionFormats: formats.map((format) => ({
      slug: format.slug,
      label: format.label,
      purpose: format.purpose,
      definition: JSON.stringify(format),
    })),
    guidelines: guidelines.map((guideline) => ({
      number: guideline.number,
      title: guideline.title,
      thematicArea: guideline.thematicArea,
      phaseSlug: guideline.phase,
      ...(guideline.number === 8
        ? { body: eighth.body, samplePractices: eighth.samplePractices }
        : { body: null, samplePractices: guideline.samplePractices ?? [] }),
      samplePracticesAre: guideline.samplePracticesAre.startsWith('verbatim')
        ? 'verbatim'
        : guideline.samplePracticesAre.startsWith('paraphrased')
          ? 'summary'
          : 'missing',
      sourceUrl: /^https?:/u.test(guideline.source) ? guideline.source : null,
    })),
  }
}

function flatten(types: CrisisTypeInFile[], parentSlug: string | null = null): ReferenceCrisisType[] {
  return types.flatMap(({ slug, label, glide, hip2025, children }, position) => [
    {
      slug,
      label,
      position,
      parentSlug,
      glide: glide ?? null,
      hazardId: hip2025 ?? null,
      hazardEdition: hip2025 ? '2025' : null,
    },
    ...flatten(children ?? [], slug),
  ])
}

/** A guideline's clean text and sample practices, which stand at the end of a record that carries it out. */
export function guidelineText(record: string, number: number): { body: string | null; samplePractices: string[] } {
  const lines = record.replace(/\r\n?/gu, '\n').split('\n')
  const title = lines.findIndex((line) => new RegExp(`^GUIDELINE ${number}:`, 'u').test(line))
  const samples = lines.findIndex((line, at) => at > title && line.trim() === 'Sample Practices')
  if (title < 0 || samples < 0) return { body: null, samplePractices: [] }
  return {
    body: lines
      .slice(title + 1, samples)
      .join('\n')
      .trim(),
    samplePractices: lines
      .slice(samples + 1)
      .map((line) => line.replace(/^\s*•\s*/u, '').trim())
      .filter((line) => line !== ''),
  }
}
