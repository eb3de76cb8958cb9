import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type HarmReport, harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { requireViewer } from '~/features/members/viewer.server'
import { getPost } from '~/features/threads/queries.server'
import { revisePost } from '~/features/threads/revise-post.server'
import { canRevisePost, postUrl, revisePostInput } from '~/features/threads/thread'
import { useText } from '~/i18n/locale'
import { AppError, forbidden } from '~/lib/errors'
import { type FormErrors, type FormValues, formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Draft } from '~/ui/draft'
import { Button, ErrorSummary, TextArea, typed } from '~/ui/form'
import { dataTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = dataTitle(({ post }: Awaited<ReturnType<typeof loader>>) => post.threadTitle)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const post = await getPost(viewer, params.id ?? '')
  if (!canRevisePost(viewer, post)) throw forbidden('threads.errors.notYours')
  return { post }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const id = params.id ?? ''
  const plain = { changed: false, harm: null as HarmReport | null, masked: false }
  if (form.get('intent') === 'mask') {
    await getPost(viewer, id)
    const values = maskValues(formValues(form), ['body'], isConflict.post(id))
    return { errors: {} as FormErrors, values, ...plain, masked: true }
  }
  const parsed = parseForm(revisePostInput, form)
  if (!parsed.ok) return invalid({ errors: parsed.errors, values: parsed.values, ...plain })
  try {
    const { threadId, number } = await revisePost(viewer, id, parsed.value)
    return seeOther(postUrl(threadId, number, id))
  } catch (error) {
    const harm = harmIn(error)
    if (harm) return invalid({ errors: harmErrors(harm), values: formValues(form), ...plain, harm })
    if (!(error instanceof AppError) || error.status !== 409) throw error
    const errors: FormErrors = { body: { key: error.key } }
    return data(
      { errors, values: { body: [parsed.value.body] } as FormValues, ...plain, changed: true },
      { status: 409 },
    )
  }
}

export default function RevisePost() {
  const { post } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { errors = {}, values, changed = false } = sent ?? {}
  const { id, number, version, body } = post
  // Whoever has seen what the post says now may replace it.
  const startAgain = changed || Boolean(errors.version)
  const t = useText()
  return (
    <Page title={t('threads.edit.title', { number })}>
      <ErrorSummary errors={errors} />
      {changed && (
        <>
          <p>{t('threads.edit.changed')}</p>
          <h2>{t('threads.edit.theirs')}</h2>
          <pre className="source" dir="auto" data-user-text="">
            {body}
          </pre>
        </>
      )}
      <Draft name={`post:${id}`}>
        <form method="post">
          <HarmFound found={sent?.harm} />
          <HarmMasked when={sent?.masked} />
          <input
            type="hidden"
            name="version"
            value={typed(startAgain ? undefined : values, 'version', String(version))}
          />
          <TextArea
            name="body"
            label={t('threads.edit.yours')}
            hint={`${t('threads.edit.keep')} ${t('site.form.markdown')}`}
            value={typed(values, 'body', body)}
            error={errors.body}
            rows={14}
            required
          />
          <p className="actions">
            <Button>{t('threads.edit.send')}</Button>
            <a href={`/posts/${id}`}>{t('threads.history.back')}</a>
          </p>
        </form>
      </Draft>
    </Page>
  )
}
