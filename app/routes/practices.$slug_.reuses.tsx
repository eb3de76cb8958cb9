import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { practiceToReuse, reusePractice } from '~/features/practices/reuse-practice.server'
import { reuseInput } from '~/features/reuses/reuse'
import { reuseFormView } from '~/features/reuses/reuse-form.server'
import { ReuseFormPage } from '~/features/reuses/ui/reuse-form'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('reuses.form.title')

export async function loader({ request, params: { slug = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  const { title } = await practiceToReuse(viewer, slug)
  return { thing: { title, href: `/practices/${slug}` }, view: await reuseFormView(formats) }
}

export async function action({ request, params: { slug = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(reuseInput, await request.formData())
  if (!parsed.ok) {
    await practiceToReuse(viewer, slug)
    return invalid(parsed)
  }
  const id = await reusePractice(viewer, slug, parsed.value)
  return seeOther(`/practices/${slug}#reuse-${id}`)
}

export default function ReusePractice() {
  const wrong = useActionData<typeof action>()
  return <ReuseFormPage {...useLoaderData<typeof loader>()} wrong={wrong} />
}
