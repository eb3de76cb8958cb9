import { db, preparedRead } from '~/db.server'
import { countryName } from '~/features/taxonomy/country'
import { flatCrisisTypes, getVocabulary } from '~/features/taxonomy/vocabulary.server'

export type Choice = { value: string; label: string }
export type FilterChoices = Record<'crisisType' | 'phase' | 'country' | 'guideline', Choice[]>

/** The countries that threads name: one step through the index a country, however many threads there are. */
const countriesOfThreads = preparedRead<{ country: string }>(`
  WITH RECURSIVE named(country) AS (
    SELECT min(country) FROM ContextCountry
    UNION ALL
    SELECT (SELECT min(country) FROM ContextCountry WHERE country > named.country) FROM named
    WHERE named.country IS NOT NULL
  )
  SELECT country FROM named
  WHERE country IS NOT NULL AND EXISTS (
    SELECT 1 FROM ContextCountry c JOIN Thread t ON t.contextId = c.contextId WHERE c.country = named.country
  )`)

/** What a list of threads can be narrowed to. @param formats the BCP 47 tag in which countries are named */
export async function threadFilterChoices(formats: string): Promise<FilterChoices> {
  const [{ crisisTypes, phases }, guidelines] = await Promise.all([
    getVocabulary(),
    db.guideline.findMany({ orderBy: { number: 'asc' }, select: { number: true, title: true } }),
  ])
  const choice = ({ slug, label }: { slug: string; label: string }) => ({ value: slug, label })
  const byName = new Intl.Collator(formats).compare
  return {
    crisisType: flatCrisisTypes(crisisTypes).map(choice),
    phase: phases.map(choice),
    country: countriesOfThreads()
      .map(({ country }) => ({ value: country, label: countryName(country, formats) }))
      .sort((a, b) => byName(a.label, b.label)),
    guideline: guidelines.map(({ number, title }) => ({ value: String(number), label: `${number}. ${title}` })),
  }
}
