import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { contextKeysOfUrl, pickContextKeys, settleIntent } from '~/features/context/context'
import { contextPicker } from '~/features/context/pick-context.server'
import { ContextPicker } from '~/features/context/ui/context-picker'
import { checkContext } from '~/features/context/write-context.server'
import { type HarmReport, harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { sessionToContinue } from '~/features/harvest/queries.server'
import { fittingLessons } from '~/features/insights/fitting-lessons.server'
import { FittingLessons } from '~/features/insights/ui/fitting-lessons'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { strongOnly } from '~/features/search/similar'
import { similar } from '~/features/search/similar.server'
import { SimilarBeside, SimilarFirst } from '~/features/search/ui/similar-things'
import { openThread } from '~/features/threads/open-thread.server'
import { sentUrl, threadInput } from '~/features/threads/thread'
import { TitleField } from '~/features/threads/ui/title-field'
import { useText } from '~/i18n/locale'
import { type FormErrors, formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { Draft } from '~/ui/draft'
import { Button, ClientId, EnterButton, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('threads.new.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  const { searchParams } = new URL(request.url)
  const session = await sessionToContinue(viewer, searchParams.get('session'))
  const picker = await contextPicker(session?.keys ?? contextKeysOfUrl(searchParams), formats)
  return { clientId: newId(), picker, session, fitting: await fittingLessons(viewer, picker.selected) }
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  const form = await request.formData()
  const values = formValues(form)
  const session = await sessionToContinue(viewer, values.session?.[0])
  const again = async (errors: FormErrors, harm: HarmReport | null = null) => {
    const picker = await contextPicker(values, formats)
    const fitting = await fittingLessons(viewer, picker.selected)
    return {
      errors,
      values,
      picker,
      fitting,
      session,
      found: null as ReturnType<typeof strongOnly>,
      harm,
      masked: false,
    }
  }
  if (settleIntent(form) === 'context') return again({})
  if (form.get('intent') === 'mask') {
    const conflict = await isConflict.types(pickContextKeys(values).crisisType)
    return { ...(await again({})), values: maskValues(values, ['title', 'body'], conflict), masked: true }
  }

  const parsed = parseForm(threadInput, form)
  const contextErrors = await checkContext(pickContextKeys(values))
  if (!parsed.ok) return invalid(await again({ ...parsed.errors, ...contextErrors }))
  if (contextErrors.context) return invalid(await again(contextErrors))
  if (form.get('check') === 'similar' && !parsed.value.harmConfirmed) {
    const { title, body } = parsed.value
    const view = await again({})
    const found = strongOnly(similar(viewer, { title, body, context: view.picker.selected }))
    if (found) return { ...view, found }
  }
  try {
    return seeOther(sentUrl(await openThread(viewer, parsed.value, { peerSessionId: session?.id })))
  } catch (error) {
    const harm = harmIn(error)
    if (!harm) throw error
    return invalid(await again(harmErrors(harm), harm))
  }
}

export default function NewThread() {
  const { clientId, picker, fitting, session: asked } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { errors = {}, values } = sent ?? {}
  const besides = sent?.fitting ?? fitting
  const session = sent ? sent.session : asked
  const t = useText()
  return (
    <Page title={t('threads.new.title')} aside={besides.length > 0 && <FittingLessons lessons={besides} />}>
      <ErrorSummary errors={errors} />
      {sent?.found && <SimilarFirst found={sent.found} />}
      <Draft name="thread">
        <form method="post">
          <EnterButton />
          <HarmFound found={sent?.harm} />
          <HarmMasked when={sent?.masked} />
          {session && (
            <>
              <input type="hidden" name="session" value={session.id} />
              <p className="notice">
                {t('threads.new.fromSession')}{' '}
                <a href={`/sessions/${session.id}`}>
                  <UserText>{session.title}</UserText>
                </a>
              </p>
            </>
          )}
          <ClientId value={errors.clientId ? clientId : typed(values, 'clientId', clientId)} />
          <TitleField value={typed(values, 'title')} error={errors.title} />
          <TextArea
            name="body"
            label={t('threads.new.body')}
            hint={t('threads.new.bodyHint', { markdown: t('site.form.markdown') })}
            value={typed(values, 'body')}
            error={errors.body}
            rows={10}
            required
          />
          <SimilarBeside text="body" found={sent?.found} />
          <ContextPicker picker={sent?.picker ?? picker} error={errors.context} />
          <Button>{t(sent?.found ? 'search.similar.postAnyway' : 'threads.new.send')}</Button>
        </form>
      </Draft>
    </Page>
  )
}
