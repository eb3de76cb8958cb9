import { type HarmReport, harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { AppError } from '~/lib/errors'
import { type FormErrors, type FormValues, formValues } from '~/lib/forms'
import { sessionFor } from './queries.server'

/** A form that comes back: what is wrong, what was typed, what the check found. */
export type FormAgain = { errors: FormErrors; values: FormValues; harm: HarmReport | null; masked: boolean }

/** The form as it was typed, with what is wrong. */
export const formAgain = (form: FormData, errors: FormErrors): FormAgain => ({
  errors,
  values: formValues(form),
  harm: null,
  masked: false,
})

/** The form with the places masked that may identify somebody, where its button asked for that. @throws AppError 404 */
export async function maskedForm(
  viewer: Viewer,
  sessionId: string,
  form: FormData,
  fields: string[],
): Promise<FormAgain | null> {
  if (form.get('intent') !== 'mask') return null
  await sessionFor(viewer, sessionId)
  const values = maskValues(formValues(form), fields, isConflict.session(sessionId))
  return { errors: {}, values, harm: null, masked: true }
}

/**
 * The form as it comes back from a verb that threw: with what the check found (400), or with the refusal beside a field.
 * What is no refusal, or not one of these statuses, is thrown on.
 */
export function refusedForm(
  error: unknown,
  form: FormData,
  field: string,
  comesBack: (status: number) => boolean,
): { status: number; again: FormAgain } {
  const harm = harmIn(error)
  if (harm) return { status: 400, again: { ...formAgain(form, harmErrors(harm)), harm } }
  if (!(error instanceof AppError) || !comesBack(error.status)) throw error
  return { status: error.status, again: formAgain(form, { [field]: { key: error.key, params: error.params } }) }
}

/** What a verb answers, or the form with what the check found. */
export async function unlessHarm<T>(work: Promise<T>, form: FormData): Promise<T | { refused: FormAgain }> {
  try {
    return await work
  } catch (error) {
    return { refused: refusedForm(error, form, '', () => false).again }
  }
}
