import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { lessonToReuse, reuseLesson } from '~/features/lessons/reuse-lesson.server'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { reuseInput } from '~/features/reuses/reuse'
import { reuseFormView } from '~/features/reuses/reuse-form.server'
import { ReuseFormPage } from '~/features/reuses/ui/reuse-form'
import { parseForm } from '~/lib/forms'
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
  const parsed = parseForm(reuseInput, await request.formData())
  if (!parsed.ok) {
    await lessonToReuse(viewer, id)
    return invalid(parsed)
  }
  const reuseId = await reuseLesson(viewer, id, parsed.value)
  return seeOther(`/lessons/${id}#reuse-${reuseId}`)
}

export default function ReuseLesson() {
  const wrong = useActionData<typeof action>()
  return <ReuseFormPage {...useLoaderData<typeof loader>()} wrong={wrong} />
}
