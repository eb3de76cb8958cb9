import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { lessonsOfAction } from '~/features/harvest/queries.server'
import { LessonList } from '~/features/lessons/ui/lesson-list'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer, viewerOf } from '~/features/members/viewer.server'
import { formAgain, maskedForm, unlessHarm } from '~/features/peer-sessions/answer-form.server'
import { getAction, ownersFor } from '~/features/session-actions/queries.server'
import { reviseAction } from '~/features/session-actions/revise-action.server'
import { actionUrl, reviseActionInput, type SessionActionView } from '~/features/session-actions/session-action'
import { ReviseActionForm } from '~/features/session-actions/ui/action-form'
import { ActionSentence } from '~/features/session-actions/ui/action-lines'
import { ActionFacts, MakeLesson } from '~/features/session-actions/ui/action-page'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { asksForJson, invalid, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserHtml, UserText } from '~/ui/user-text'

export const meta = pageTitle('sessionActions.titleOf')

/** Whoever asks for JSON is answered in it. */
export const handle = { json: 'asked' }

export async function loader({ request, params: { id = '', actionId = '' } }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const action = await getAction(viewer, id, actionId)
  return {
    id,
    action,
    owners: viewer && action.can.revise ? await ownersFor(viewer, id) : null,
    lessons: await lessonsOfAction(viewer, id, actionId, formats),
    clientId: newId(),
  }
}

/** Changes what was agreed. 303 to it; 400 with sentences, 403, 404; 409 with what stands now (`stored`) and what was `sent`. */
export async function action({ request, params: { id = '', actionId = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const stored = null as SessionActionView | null
  const masked = await maskedForm(viewer, id, form, ['what', 'with'])
  if (masked) return { ...masked, stored }
  const parsed = parseForm(reviseActionInput, form)
  if (!parsed.ok) {
    await getAction(viewer, id, actionId)
    return invalid({ ...formAgain(form, parsed.errors), stored })
  }
  const answer = await unlessHarm(reviseAction(viewer, id, actionId, parsed.value), form)
  if ('refused' in answer) return invalid({ ...answer.refused, stored })
  const href = actionUrl(id, actionId)
  if (answer.ok) return asksForJson(request) ? ({ id: actionId, href } as never) : seeOther(href)
  if (!answer.stored) return invalid({ ...formAgain(form, answer.errors), stored })
  const again = formAgain(form, { what: { key: 'sessionActions.errors.changed' } })
  return data({ ...again, stored: answer.stored, sent: parsed.value }, { status: 409 })
}

export default function SessionActionPage() {
  const t = useText()
  const { id, action: agreed, owners, lessons, clientId } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page
      title={t('sessionActions.titleOf')}
      lead={
        <p>
          <a href={`/sessions/${id}#action-${agreed.id}`}>
            <UserText>{agreed.sessionTitle}</UserText>
          </a>
        </p>
      }
    >
      <ErrorSummary errors={returned?.errors} />
      <p className="lead">
        <ActionSentence action={agreed} />
      </p>
      <ActionFacts action={agreed} />
      {!returned && (
        <section aria-labelledby="result">
          <h2 id="result">{t('sessionActions.result.title')}</h2>
          {agreed.resultHtml ? <UserHtml html={agreed.resultHtml} /> : <p>{t('sessionActions.result.none')}</p>}
          {agreed.can.close && (
            <p>
              <a href={`/sessions/${id}/actions/${agreed.id}/result`}>
                {t(agreed.resultHtml ? 'sessionActions.result.again' : 'sessionActions.result.edit')}
              </a>
            </p>
          )}
        </section>
      )}
      {lessons.length > 0 && (
        <section aria-labelledby="lessons">
          <h2 id="lessons">{t(agreed.isNeutral ? 'sessionActions.lesson.made' : 'sessionActions.lesson.all')}</h2>
          <LessonList rows={lessons} />
        </section>
      )}
      {agreed.can.makeLesson && !returned && <MakeLesson sessionId={id} action={agreed} clientId={clientId} />}
      {owners && (
        <section aria-labelledby="edit">
          <h2 id="edit">{t('sessionActions.form.edit')}</h2>
          {returned?.stored && <p className="notice">{t('sessionActions.form.changed')}</p>}
          <ReviseActionForm
            {...returned}
            sessionId={id}
            stored={agreed}
            version={versionFor(returned, agreed)}
            owners={owners}
          />
        </section>
      )}
    </Page>
  )
}

type Again = { stored?: unknown; values?: Record<string, string[]> } | undefined

/** What the form replaces: what it began from, or what its author has been shown since. */
const versionFor = (returned: Again, { version }: SessionActionView): number =>
  returned?.stored ? version : Number(returned?.values?.version?.[0] ?? version) || version
