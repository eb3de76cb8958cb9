import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { requireViewer } from '~/features/members/viewer.server'
import { formAgain, maskedForm, refusedForm } from '~/features/peer-sessions/answer-form.server'
import { sectionFor } from '~/features/session-notes/note-queries.server'
import { noteInput } from '~/features/session-notes/session-note'
import { SectionName } from '~/features/session-notes/ui/session-notes'
import { NoteChanged, saveNote } from '~/features/session-notes/write-note.server'
import { useText } from '~/i18n/locale'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, privatePage, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { type Change, changesBetween } from '~/lib/word-changes'
import { Changes } from '~/ui/changes'
import { Button, ClientId, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

/** Whoever asks for JSON is answered in it: `{error, yours, theirs, version}` with 409. */
export const handle = { json: 'asked' }
export const headers = privatePage
export const meta = pageTitle('sessionNotes.again.title')

export async function loader({ request, params: { id = '', section = '' } }: LoaderFunctionArgs) {
  return sectionFor(await requireViewer(request), id, section)
}

export async function action({ request, params: { id = '', section = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const clientId = formValues(form).clientId?.[0] || newId()
  const masked = await maskedForm(viewer, id, form, ['text'])
  if (masked) return { ...masked, clientId }
  const parsed = parseForm(noteInput, form)
  if (!parsed.ok) return invalid({ ...formAgain(form, parsed.errors), clientId: newId() })
  try {
    await saveNote(viewer, id, section, parsed.value)
    return seeOther(`/sessions/${id}/notes#note-${section}`)
  } catch (error) {
    // What was written comes back with the sentence, so that nothing is lost.
    const { status, again } = refusedForm(error, form, 'text', (status) => status !== 404)
    const both = error instanceof NoteChanged ? bothTexts(error, parsed.value.text) : {}
    return data({ ...again, clientId, ...both }, { status })
  }
}

const bothTexts = ({ theirs: { text, version } }: NoteChanged, yours: string) => ({
  yours,
  theirs: text,
  version,
  difference: changesBetween(text, yours),
})
type Both = ReturnType<typeof bothTexts>

export default function NoteAgain() {
  const t = useText()
  const { sessionId, title, note } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  const both = returned && 'theirs' in returned ? (returned as unknown as Both) : null
  const { errors = {}, values } = returned ?? {}
  // Whoever has seen what it says now may replace it.
  const version = both || errors.version ? (both?.version ?? note.version) : typed(values, 'version', `${note.version}`)
  return (
    <Page title={t('sessionNotes.again.title')}>
      <p>
        <a href={`/sessions/${sessionId}`}>
          <UserText>{title}</UserText>
        </a>{' '}
        · <SectionName note={note} />
      </p>
      <ErrorSummary errors={errors} />
      {both && <BothTexts theirs={both.theirs} difference={both.difference} />}
      <form method="post" action={`/sessions/${sessionId}/notes/${note.section}`}>
        <HarmFound found={returned?.harm} />
        <HarmMasked when={returned?.masked} />
        <ClientId value={returned?.clientId ?? note.clientId} />
        <input type="hidden" name="version" value={version} />
        <TextArea
          name="text"
          label={t(both ? 'sessionNotes.again.yours' : 'sessionNotes.label')}
          hint={`${t('sessionNotes.hint')} ${t('site.form.markdown')}`}
          error={errors.text}
          value={typed(values, 'text', note.text)}
          rows={14}
        />
        <p className="actions">
          <Button>{t('sessionNotes.again.submit')}</Button>
          <a href={`/sessions/${sessionId}/notes#note-${note.section}`}>{t('sessionNotes.again.back')}</a>
        </p>
      </form>
    </Page>
  )
}

function BothTexts({ theirs, difference }: { theirs: string; difference: Change[] }) {
  const t = useText()
  return (
    <>
      <p>{t('sessionNotes.again.changed')}</p>
      <div className="note-sides">
        <section aria-labelledby="theirs">
          <h2 id="theirs">{t('sessionNotes.again.theirs')}</h2>
          <pre className="source" dir="auto" data-user-text="">
            {theirs}
          </pre>
        </section>
        <section aria-labelledby="difference">
          <h2 id="difference">{t('sessionNotes.again.difference')}</h2>
          <Changes changes={difference} />
        </section>
      </div>
    </>
  )
}
