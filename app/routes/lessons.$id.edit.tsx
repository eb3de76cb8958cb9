import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { pickContextKeys, settleIntent } from '~/features/context/context'
import { checkContext } from '~/features/context/write-context.server'
import { harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import {
  canSubmitLesson,
  formValuesOf,
  lessonTexts,
  parseLesson,
  refusalOfRevision,
  unlessRefused,
} from '~/features/lessons/lesson'
import { lessonConflictView, lessonFormView } from '~/features/lessons/lesson-form.server'
import { findLesson, lastReturnNote } from '~/features/lessons/queries.server'
import { reviseLesson } from '~/features/lessons/revise-lesson.server'
import { LessonFormPage } from '~/features/lessons/ui/lesson-form-page'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { formValues } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('lessons.form.editTitle')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  const lesson = await findLesson(viewer, id)
  unlessRefused(refusalOfRevision(viewer, lesson))
  const returnNote = lesson.state === 'returned' ? await lastReturnNote(viewer, id) : ''
  return { ...(await lessonFormView(viewer, formats, { values: formValuesOf(lesson.content), lesson })), returnNote }
}

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const [{ formats }, form] = await Promise.all([readerOf(request), request.formData()])
  const lesson = await findLesson(viewer, id)
  unlessRefused(refusalOfRevision(viewer, lesson))
  const values = formValues(form)
  const sent = { ...lesson, version: Number(form.get('version')) || 0 }
  if (settleIntent(form) === 'context') {
    return lessonFormView(viewer, formats, { values, lesson: sent, cameBack: true })
  }
  if (form.get('intent') === 'mask') {
    const conflict = await isConflict.types(pickContextKeys(values).crisisType)
    const masked = maskValues(values, ['title', ...lessonTexts], conflict)
    const view = await lessonFormView(viewer, formats, { values: masked, lesson: sent, cameBack: true })
    return { ...view, masked: true }
  }
  // What reviewers or everyone read has to stay whole, whatever button was pressed.
  const parsed = parseLesson(form, canSubmitLesson(viewer, lesson) ? undefined : 'submit')
  const errors = { ...(parsed.ok ? {} : parsed.errors), ...(await checkContext(pickContextKeys(values))) }
  if (!parsed.ok || Object.keys(errors).length > 0) {
    return invalid(await lessonFormView(viewer, formats, { values, lesson: sent, errors, cameBack: true }))
  }
  try {
    const saved = await reviseLesson(viewer, id, { ...parsed.value, harmConfirmed: values.harmConfirmed?.[0] })
    if (saved.ok) return seeOther(`/lessons/${id}`)
    const conflict = { stored: saved.stored, yours: parsed.value.content, values }
    return data(await lessonConflictView(viewer, formats, conflict), { status: 409 })
  } catch (error) {
    const harm = harmIn(error)
    if (!harm) throw error
    const errors = harmErrors(harm)
    return invalid({
      ...(await lessonFormView(viewer, formats, { values, lesson: sent, errors, cameBack: true })),
      harm,
    })
  }
}

export default function EditLesson() {
  const fresh = useLoaderData<typeof loader>()
  return <LessonFormPage {...fresh} {...useActionData<typeof action>()} />
}
