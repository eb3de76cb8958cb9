import { type Message, translate } from '~/i18n/translate'
import { AppError } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { asksForJson } from '~/lib/http.server'
import { type Criterion, Unready } from './life-cycle'

/** What was done, or what is wrong; `page` is the same for who reads pages. */
export type Answer =
  | { id: string; state: string; page: unknown }
  | { status: 400 | 409; errors: FormErrors; page: unknown }

/**
 * Answers with a page, or in JSON where that is asked for: `{id, state}`; `{error, unmet: [{field, text}]}` with 400 or 409,
 * `{error}` with 403 or 404.
 * @throws AppError what `work` throws, where a page is asked for
 */
export async function answerTransition(
  request: Request,
  locale: string,
  work: () => Promise<Answer>,
): Promise<unknown> {
  if (!asksForJson(request)) {
    const answer = await work()
    if ('errors' in answer && !answer.page) throw new AppError(answer.status, firstOf(answer.errors).key)
    return answer.page
  }
  const t = translate(locale)
  try {
    const answer = await work()
    if (!('errors' in answer)) return Response.json({ id: answer.id, state: answer.state })
    const unmet = Object.entries(answer.errors).map(([field, { key, params }]) => ({ field, text: t(key, params) }))
    return Response.json({ error: unmet.map(({ text }) => text).join(' '), unmet }, { status: answer.status })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return Response.json({ error: t(error.key, error.params) }, { status: error.status })
  }
}

const firstOf = (errors: FormErrors): Message => Object.values(errors)[0] ?? { key: 'site.errors.badRequest' }

/** What is unmet as errors of the form's fields; null for anything else that was thrown. */
export function transitionErrors(error: unknown): FormErrors | null {
  if (!(error instanceof Unready) || error.unmet.length === 0) return null
  return Object.fromEntries(error.unmet.map(({ criterion, key, params }) => [fieldOf(criterion, key), { key, params }]))
}

const fieldOf = (criterion: Criterion, key: string): string => {
  if (criterion !== 'target') return criterion
  return key === 'lessons.unmet.duplicateOf' ? 'duplicateOf' : 'supersededBy'
}
