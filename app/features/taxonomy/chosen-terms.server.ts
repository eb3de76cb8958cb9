import type { ContextFilter, Facet } from './context-filter'
import { getVocabulary } from './vocabulary.server'

/** Something that a list is narrowed to, for a chip that takes it away. */
export type ChosenTerm = { kind: Facet; key: string; label: string }

/** The kinds of stakeholder and types of practice that a filter names, by the names that the lists give them. */
export async function chosenTerms({ stakeholderType = [], typeOfPractice = [] }: ContextFilter): Promise<ChosenTerm[]> {
  if (stakeholderType.length + typeOfPractice.length === 0) return []
  const { stakeholderTypes, typesOfPractice } = await getVocabulary()
  const labels = new Map([...stakeholderTypes, ...typesOfPractice].map(({ slug, label }) => [slug, label]))
  const named = (kind: Facet) => (key: string) => ({ kind, key, label: labels.get(key) ?? key })
  return [...stakeholderType.map(named('stakeholderType')), ...typeOfPractice.map(named('typeOfPractice'))]
}
