import { flatCrisisTypes, getVocabulary } from '~/features/taxonomy/vocabulary.server'
import type { FormErrors, FormValues } from '~/lib/forms'
import {
  type HarmReport,
  harmErrors,
  harmIn,
  isConflict,
  lookForHarm,
  maskValues,
  mustBeHarmless,
} from './check-harm.server'

/** What a form shows that came back from the check. */
export type LookedAt = { harm: HarmReport | null; masked: boolean; errors: FormErrors; values: FormValues }

/**
 * The check for texts that everyone reads at once and that cannot wait for a reviewer, such as a use or counter-evidence:
 * what is found has to be changed or masked.
 * @param fields of the form, which hold what is read by others
 * @returns null where the form may be taken; else the form with what was found, or with it masked where that was asked for
 */
export function lookInOpen(values: FormValues, fields: string[], conflict: boolean): LookedAt | null {
  if (values.intent?.[0] === 'mask') {
    return { harm: null, masked: true, errors: {}, values: maskValues(values, fields, conflict) }
  }
  const texts = Object.fromEntries(fields.map((name) => [name, values[name]?.[0] ?? '']))
  try {
    mustBeHarmless(lookForHarm(texts, conflict), undefined, { confirmable: false })
    return null
  } catch (error) {
    const harm = harmIn(error)
    if (!harm) throw error
    return { harm, masked: false, errors: harmErrors(harm), values }
  }
}

/** Whether a text is about a conflict: what it belongs to is, or the crisis that it names by a type of the list. */
export async function isAboutConflict(contextId: string, crisis = ''): Promise<boolean> {
  if (isConflict.context(contextId)) return true
  const types = flatCrisisTypes((await getVocabulary()).crisisTypes)
  const named = types.find(({ slug, label }) => [slug, label.toLowerCase()].includes(crisis.trim().toLowerCase()))
  return named !== undefined && isConflict.types([named.slug])
}
