import { pickContextKeys } from '~/features/context/context'
import { contextPicker } from '~/features/context/pick-context.server'
import { contextItemsOf } from '~/features/context/queries.server'
import type { Viewer } from '~/features/members/viewer'
import type { FormErrors, FormValues } from '~/lib/forms'
import { newId } from '~/lib/ids'
import { differingFields, type LessonContent } from './lesson'
import type { StoredLesson } from './queries.server'

type Begin = { values: FormValues; lesson?: StoredLesson | null; errors?: FormErrors; cameBack?: boolean }

/** What the page of a lesson's form shows, for a new lesson or for one that is changed, fresh or come back. */
export async function lessonFormView(viewer: Viewer, formats: string, begin: Begin) {
  const { values, lesson = null, errors = {}, cameBack = false } = begin
  return {
    action: lesson ? `/lessons/${lesson.id}/edit` : '/lessons/new',
    lesson: lesson && { id: lesson.id, state: lesson.state, version: lesson.version },
    clientId: values.clientId?.[0] || newId(),
    viewerId: viewer.id,
    values,
    errors,
    cameBack,
    picker: await contextPicker(values, formats),
  }
}

/** The same form with what was typed, beside what was saved meanwhile. The form now builds on what was saved. */
export async function lessonConflictView(
  viewer: Viewer,
  formats: string,
  { stored, yours, values }: { stored: StoredLesson; yours: LessonContent; values: FormValues },
) {
  const saved = stored.content
  const sameContext = JSON.stringify(saved.context) === JSON.stringify(yours.context)
  return {
    ...(await lessonFormView(viewer, formats, { values, lesson: stored, cameBack: true })),
    conflict: {
      fields: differingFields(saved, yours).map((name) => ({
        name,
        saved: saved[name] ?? '',
        yours: yours[name] ?? '',
      })),
      savedContext: sameContext ? null : await contextItemsOf(pickContextKeys(saved.context), formats),
    },
  }
}
