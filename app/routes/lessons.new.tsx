import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { contextKeysOfUrl, pickContextKeys, settleIntent } from '~/features/context/context'
import { checkContext } from '~/features/context/write-context.server'
import { harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import { lessonTexts, parseLesson } from '~/features/lessons/lesson'
import { lessonConflictView, lessonFormView } from '~/features/lessons/lesson-form.server'
import { postLesson } from '~/features/lessons/post-lesson.server'
import { LessonFormPage } from '~/features/lessons/ui/lesson-form-page'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { strongOnly } from '~/features/search/similar'
import { similar } from '~/features/search/similar.server'
import { SimilarBeside, SimilarFirst } from '~/features/search/ui/similar-things'
import { useText } from '~/i18n/locale'
import { formValues } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('lessons.form.newTitle')

/** The address may bring a context along: `/lessons/new?crisisType=flood&guideline=8`. */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  return lessonFormView(viewer, formats, { values: contextKeysOfUrl(new URL(request.url).searchParams) })
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const [{ formats }, form] = await Promise.all([readerOf(request), request.formData()])
  const values = formValues(form)
  if (settleIntent(form) === 'context') return lessonFormView(viewer, formats, { values, cameBack: true })
  if (form.get('intent') === 'mask') {
    const conflict = await isConflict.types(pickContextKeys(values).crisisType)
    const masked = maskValues(values, ['title', ...lessonTexts], conflict)
    return { ...(await lessonFormView(viewer, formats, { values: masked, cameBack: true })), masked: true }
  }
  const parsed = parseLesson(form)
  const errors = { ...(parsed.ok ? {} : parsed.errors), ...(await checkContext(pickContextKeys(values))) }
  if (!parsed.ok || Object.keys(errors).length > 0) {
    return invalid(await lessonFormView(viewer, formats, { values, errors, cameBack: true }))
  }
  if (form.get('check') === 'similar' && parsed.value.intent === 'submit' && !form.get('harmConfirmed')) {
    const view = await lessonFormView(viewer, formats, { values, cameBack: true })
    const { title, observation } = parsed.value.content
    const found = strongOnly(similar(viewer, { title, body: observation, context: view.picker.selected }))
    if (found) return { ...view, found }
  }
  try {
    const posted = await postLesson(viewer, { ...parsed.value, harmConfirmed: values.harmConfirmed?.[0] })
    if (posted.ok) return seeOther(`/lessons/${posted.lesson.id}`)
    const conflict = { stored: posted.stored, yours: parsed.value.content, values }
    return data(await lessonConflictView(viewer, formats, conflict), { status: 409 })
  } catch (error) {
    const harm = harmIn(error)
    if (!harm) throw error
    return invalid({
      ...(await lessonFormView(viewer, formats, { values, errors: harmErrors(harm), cameBack: true })),
      harm,
    })
  }
}

export default function NewLesson() {
  const fresh = useLoaderData<typeof loader>()
  const t = useText()
  const sent = useActionData<typeof action>()
  const found = sent && 'found' in sent ? sent.found : null
  return (
    <LessonFormPage
      {...(sent ?? fresh)}
      first={found && <SimilarFirst found={found} />}
      beside={<SimilarBeside text="observation" found={found} />}
      anyway={found ? t('search.similar.postAnyway') : undefined}
    />
  )
}
