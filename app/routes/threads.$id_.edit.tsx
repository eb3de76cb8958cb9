import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { pickContextKeys, settleIntent } from '~/features/context/context'
import { contextPicker } from '~/features/context/pick-context.server'
import { contextKeysOfId } from '~/features/context/queries.server'
import { ContextPicker } from '~/features/context/ui/context-picker'
import { checkContext } from '~/features/context/write-context.server'
import { type HarmReport, harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { findThread } from '~/features/threads/queries.server'
import { reviseThread } from '~/features/threads/revise-thread.server'
import { canReviseThread, reviseThreadInput, threadUrl } from '~/features/threads/thread'
import { TitleField } from '~/features/threads/ui/title-field'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { type FormErrors, formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Draft } from '~/ui/draft'
import { Button, EnterButton, ErrorSummary, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('threads.revise.title')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  const thread = await findThread(viewer, params.id ?? '')
  if (!canReviseThread(viewer, thread)) throw forbidden('threads.errors.notYourThread')
  const picker = await contextPicker(await contextKeysOfId(thread.contextId), formats)
  return { id: thread.id, title: thread.title, picker }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { id = '' } = params
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  const form = await request.formData()
  const values = formValues(form)
  const again = async (errors: FormErrors, harm: HarmReport | null = null) => ({
    errors,
    values,
    picker: await contextPicker(values, formats),
    harm,
    masked: false,
  })
  if (settleIntent(form) === 'context') return again({})
  if (form.get('intent') === 'mask') {
    const conflict = await isConflict.types(pickContextKeys(values).crisisType)
    return { ...(await again({})), values: maskValues(values, ['title'], conflict), masked: true }
  }

  const parsed = parseForm(reviseThreadInput, form)
  const contextErrors = await checkContext(pickContextKeys(values))
  if (!parsed.ok) return invalid(await again({ ...parsed.errors, ...contextErrors }))
  if (contextErrors.context) return invalid(await again(contextErrors))
  try {
    await reviseThread(viewer, id, parsed.value)
  } catch (error) {
    const harm = harmIn(error)
    if (!harm) throw error
    return invalid(await again(harmErrors(harm), harm))
  }
  return seeOther(threadUrl(id))
}

export default function ReviseThread() {
  const { id, title, picker } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { errors = {}, values } = sent ?? {}
  const t = useText()
  return (
    <Page title={t('threads.revise.title')}>
      <ErrorSummary errors={errors} />
      <Draft name={`thread:${id}`}>
        <form method="post">
          <EnterButton />
          <HarmFound found={sent?.harm} />
          <HarmMasked when={sent?.masked} />
          <TitleField value={typed(values, 'title', title)} error={errors.title} />
          <ContextPicker picker={sent?.picker ?? picker} error={errors.context} />
          <p className="actions">
            <Button>{t('threads.revise.send')}</Button>
            <a href={threadUrl(id)}>{t('threads.revise.back')}</a>
          </p>
        </form>
      </Draft>
    </Page>
  )
}
