import { databaseVersion, db } from '~/db.server'

export type Term = { slug: string; label: string }
/** A crisis type of the first level with those below it. */
export type CrisisTypeTerm = Term & { children: Term[] }

/** Every controlled list, each in its own order. Lists are open: an administrator may add to them. */
export type Vocabulary = {
  crisisTypes: CrisisTypeTerm[]
  phases: Term[]
  stakeholderTypes: Term[]
  typesOfPractice: Term[]
  sessionFormats: (Term & { purpose: string })[]
}

let kept: { version: string; vocabulary: Promise<Vocabulary> } | undefined

/** The controlled lists, read once for each state of the database. */
export function getVocabulary(): Promise<Vocabulary> {
  const version = databaseVersion()
  if (kept?.version !== version) {
    const vocabulary = readVocabulary()
    kept = { version, vocabulary }
    vocabulary.catch(() => {
      kept = undefined
    })
  }
  return kept.vocabulary
}

/** The crisis types of both levels in one list, each parent before its children. */
export const flatCrisisTypes = (tree: CrisisTypeTerm[]): Term[] =>
  tree.flatMap(({ slug, label, children }) => [{ slug, label }, ...children])

async function readVocabulary(): Promise<Vocabulary> {
  const term = { slug: true, label: true } as const
  const order = [{ position: 'asc' }, { slug: 'asc' }] as const
  const [crisisTypes, phases, stakeholderTypes, typesOfPractice, sessionFormats] = await Promise.all([
    db.crisisType.findMany({ select: { ...term, parentSlug: true }, orderBy: [...order] }),
    db.crisisPhase.findMany({ select: term, orderBy: [...order] }),
    db.stakeholderType.findMany({ select: term, orderBy: [...order] }),
    db.typeOfPractice.findMany({ select: term, orderBy: [...order] }),
    db.sessionFormat.findMany({ select: { ...term, purpose: true }, orderBy: [...order] }),
  ])
  return {
    crisisTypes: crisisTypes
      .filter(({ parentSlug }) => parentSlug === null)
      .map(({ slug, label }) => ({
        slug,
        label,
        children: crisisTypes
          .filter(({ parentSlug }) => parentSlug === slug)
          .map((child) => ({ slug: child.slug, label: child.label })),
      })),
    phases,
    stakeholderTypes,
    typesOfPractice,
    sessionFormats,
  }
}
