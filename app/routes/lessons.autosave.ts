import type { ActionFunctionArgs } from '@remix-run/node'
import { pickContextKeys } from '~/features/context/context'
import { checkContext } from '~/features/context/write-context.server'
import { autosaveLesson } from '~/features/lessons/autosave-lesson.server'
import { parseLesson } from '~/features/lessons/lesson'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { translate } from '~/i18n/translate'
import { AppError } from '~/lib/errors'
import { formValues } from '~/lib/forms'

/** Saves a draft as it is typed. JSON {id, version}; {problem} with 400, 401 (signed out), 404 or 409 (changed elsewhere). */
export async function action({ request }: ActionFunctionArgs) {
  const [viewer, reader, form] = await Promise.all([viewerOf(request), readerOf(request), request.formData()])
  const t = translate(reader.locale)
  if (!viewer) return Response.json({ problem: t('lessons.autosave.signedOut') }, { status: 401 })
  const parsed = parseLesson(form, 'draft')
  const errors = parsed.ok ? await checkContext(pickContextKeys(formValues(form))) : parsed.errors
  const [wrong] = Object.values(errors)
  if (!parsed.ok || wrong) return Response.json({ problem: wrong ? t(wrong.key, wrong.params) : '' }, { status: 400 })
  try {
    const saved = await autosaveLesson(viewer, String(form.get('lesson') ?? ''), parsed.value)
    if (saved.ok) return Response.json({ id: saved.lesson.id, version: saved.lesson.version })
    return Response.json({ problem: t('lessons.autosave.conflict') }, { status: 409 })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return Response.json({ problem: t(error.key, error.params) }, { status: error.status })
  }
}
