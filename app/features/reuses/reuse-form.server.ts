import { countryCodes, countryName } from '~/features/taxonomy/country'
import { flatCrisisTypes, getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { newId } from '~/lib/ids'

export type ReuseFormView = Awaited<ReturnType<typeof reuseFormView>>

/** What the form of "I used this" offers. @param formats the BCP 47 tag in which countries are named */
export async function reuseFormView(formats: string) {
  const { crisisTypes } = await getVocabulary()
  const byName = new Intl.Collator(formats).compare
  return {
    clientId: newId(),
    countries: countryCodes()
      .map((value) => ({ value, label: countryName(value, formats) }))
      .sort((a, b) => byName(a.label, b.label)),
    crisisTypes: flatCrisisTypes(crisisTypes).map(({ label }) => label),
  }
}
