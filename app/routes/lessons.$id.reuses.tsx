import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isAboutConflict, lookInOpen } from '~/features/harm/harm-in-open.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { lessonToReuse, reuseLesson } from '~/features/lessons/reuse-lesson.server'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { reuseInput, reuseTexts } from '~/features/reuses/reuse'
import { reuseFormView } from '~/features/reuses/reuse-form.server'
import { ReuseFormPage } from '~/features/reuses/ui/reuse-form'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('reuses.form.title')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  const { content } = await lessonToReuse(viewer, id)
  return { thing: { title: content.title, href: `/lessons/${id}` }, view: await reuseFormView(formats) }
}

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const values = formValues(form)
  const { contextId } = await lessonToReuse(viewer, id)
  const looked = lookInOpen(values, reuseTexts, await isAboutConflict(contextId, values.crisis?.[0]))
  if (looked?.masked) return looked
  const parsed = parseForm(reuseInput, form)
  if (!parsed.ok) return invalid({ ...parsed, harm: null, masked: false })
  if (looked) return invalid(looked)
  const reuseId = await reuseLesson(viewer, id, parsed.value)
  return seeOther(`/lessons/${id}#reuse-${reuseId}`)
}

export default function ReuseLesson() {
  const sent = useActionData<typeof action>()
  return (
    <ReuseFormPage {...useLoaderData<typeof loader>()} sent={sent}>
      <HarmFound found={sent?.harm} />
      <HarmMasked when={sent?.masked} />
    </ReuseFormPage>
  )
}
