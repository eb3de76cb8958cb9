import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type HarmReport, harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import { requireViewer } from '~/features/members/viewer.server'
import { findThread, getQuote } from '~/features/threads/queries.server'
import { reply } from '~/features/threads/reply.server'
import { postInput, sentUrl, threadUrl } from '~/features/threads/thread'
import { ReplyForm } from '~/features/threads/ui/reply-form'
import { useText } from '~/i18n/locale'
import { AppError } from '~/lib/errors'
import { type FormErrors, formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { ErrorSummary } from '~/ui/form'
import { dataTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = dataTitle(({ title }: Awaited<ReturnType<typeof loader>>) => title)

/** The reply form by itself: where a form with something wrong comes back, and where signing in again leads. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { id = '' } = params
  const viewer = await requireViewer(request)
  const [{ title }, answers] = await Promise.all([
    findThread(viewer, id),
    getQuote(viewer, id, new URL(request.url).searchParams.get('replyTo') ?? ''),
  ])
  return { id, title, answers, clientId: newId() }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { id = '' } = params
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const values = formValues(form)
  const again = async (errors: FormErrors, harm: HarmReport | null = null) =>
    invalid({ errors, values, harm, masked: false, answers: await getQuote(viewer, id, values.replyTo?.[0] ?? '') })
  if (form.get('intent') === 'mask') {
    await findThread(viewer, id)
    const answers = await getQuote(viewer, id, values.replyTo?.[0] ?? '')
    const masked = maskValues(values, ['body'], isConflict.thread(id))
    return { errors: {}, values: masked, harm: null, masked: true, answers }
  }

  const parsed = parseForm(postInput, form)
  if (!parsed.ok) return again(parsed.errors)
  try {
    return seeOther(sentUrl(await reply(viewer, id, parsed.value)))
  } catch (error) {
    const harm = harmIn(error)
    if (harm) return again(harmErrors(harm), harm)
    if (error instanceof AppError && error.status === 400) return again({ body: { key: error.key } })
    throw error
  }
}

export default function Reply() {
  const { id, title, answers, clientId } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useText()
  return (
    <Page title={t('threads.reply.titleIn', { title })} userTitle>
      <ErrorSummary errors={sent?.errors} />
      <p>
        <a href={threadUrl(id)}>{t('threads.reply.thread')}</a>
      </p>
      <ReplyForm
        threadId={id}
        clientId={clientId}
        answers={sent ? sent.answers : answers}
        dropHref={`/threads/${id}/posts`}
        errors={sent?.errors}
        values={sent?.values}
        harm={sent?.harm}
        masked={sent?.masked}
      />
    </Page>
  )
}
