import { useText } from '~/i18n/locale'
import { Button, ClientId } from '~/ui/form'
import { Island } from '~/ui/island'
import { EmptyState, StateLabel } from '~/ui/page'
import { UserHtml, UserText } from '~/ui/user-text'
import { Ago } from '~/ui/when'
import type { NotesView, NoteView } from '../note-queries.server'
import { longestSection } from '../session-note'
import { noteTexts } from './note-texts'

type NotesProps = {
  notes: NotesView
  /** The member who looks; null for a guest. */
  me: { id: string } | null
  /** All sections that hold anything are open, on a page of their own; else that of the present phase alone. */
  whole?: boolean
}

/**
 * The shared notes of a session that runs, and of one that is over for those who may still tidy them up: a form for each
 * section, which with scripts is written by several people at once.
 */
export function SessionNotes({ notes, me, whole = false }: NotesProps) {
  const t = useText()
  const sections = notes.sections.map((note) => (
    <Section
      key={note.section}
      notes={notes}
      note={note}
      writes={me !== null && (notes.live || notes.mayWrite)}
      open={note.present || (whole && note.version > 0)}
    />
  ))
  return (
    <section className="notes" aria-labelledby="notes">
      <h2 id="notes" className={whole ? 'visually-hidden' : undefined}>
        {t('sessionNotes.title')}
      </h2>
      {me && notes.live && !notes.mayWrite && <p className="muted">{t('sessionNotes.readOnly')}</p>}
      {me && (notes.live || notes.mayWrite) ? (
        <Island name="session-notes" props={{ sessionId: notes.sessionId, memberId: me.id, texts: noteTexts(t) }}>
          {sections}
        </Island>
      ) : (
        sections
      )}
      {!whole && (
        <p>
          <a href={`/sessions/${notes.sessionId}/notes`}>{t('sessionNotes.all')}</a>
        </p>
      )}
    </section>
  )
}

function Section({ notes, note, writes, open }: { notes: NotesView; note: NoteView; writes: boolean; open: boolean }) {
  const t = useText()
  return (
    <details className="note" data-section={note.section} id={`note-${note.section}`} open={open}>
      <summary>
        <span id={`name-${note.section}`}>
          <SectionName note={note} />
        </span>{' '}
        <span data-part="now" hidden={!note.present || !notes.live}>
          <StateLabel tone="good">{t('sessionNotes.present')}</StateLabel>
        </span>
      </summary>
      <div data-part="read">
        <Rendered note={note} />
      </div>
      {writes && <NoteForm notes={notes} note={note} />}
      <p className="muted note-about">
        {note.updatedAt && (
          <>
            {t('sessionNotes.changedAt')} <Ago at={note.updatedAt} /> ·{' '}
          </>
        )}
        <HistoryLink sessionId={notes.sessionId} note={note} />
      </p>
    </details>
  )
}

/** As the format names it, or what the free section is called. */
export function SectionName({ note: { label } }: { note: Pick<NoteView, 'label'> }) {
  const t = useText()
  return label === null ? t('sessionNotes.free') : <UserText>{label}</UserText>
}

const Rendered = ({ note }: { note: NoteView }) => {
  const t = useText()
  return note.html ? <UserHtml html={note.html} /> : <EmptyState>{t('sessionNotes.empty')}</EmptyState>
}

function HistoryLink({ sessionId, note }: { sessionId: string; note: NoteView }) {
  const t = useText()
  return (
    <a
      id={`history-${note.section}`}
      href={`/sessions/${sessionId}/notes/${note.section}/history`}
      aria-labelledby={`history-${note.section} name-${note.section}`}
    >
      {t('sessionNotes.history.link')}
    </a>
  )
}

/** A plain form, which the island merges as it is typed. */
function NoteForm({ notes, note }: { notes: NotesView; note: NoteView }) {
  const t = useText()
  const id = `note-text-${note.section}`
  return (
    <form
      method="post"
      action={`/sessions/${notes.sessionId}/notes/${note.section}`}
      hidden={!notes.mayWrite}
      autoComplete="off"
    >
      <ClientId value={note.clientId} />
      <input type="hidden" name="version" value={note.version} />
      <div className="field">
        <label htmlFor={id}>{t('sessionNotes.label')}</label>
        <p className="hint" id={`${id}-hint`}>
          {t('sessionNotes.hint')}
        </p>
        <textarea
          id={id}
          name="text"
          rows={8}
          dir="auto"
          maxLength={longestSection}
          defaultValue={note.text}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          data-user-text=""
        />
      </div>
      <p className="muted note-line" data-part="status" hidden />
      <p className="note-trouble" role="status" data-part="trouble" />
      <Unsaved />
      <p className="actions" data-part="submit">
        <Button kind="plain">{t('sessionNotes.save')}</Button>
      </p>
    </form>
  )
}

/** What the server did not take of what its author wrote. */
function Unsaved() {
  const t = useText()
  return (
    <div className="notice" data-part="unsaved" hidden>
      <h3>{t('sessionNotes.live.unsavedTitle')}</h3>
      <p data-part="why" />
      <textarea
        readOnly
        rows={4}
        dir="auto"
        data-part="words"
        data-user-text=""
        aria-label={t('sessionNotes.live.unsavedTitle')}
      />
      <p className="actions">
        <button type="button" className="button button-plain" data-part="copy">
          {t('sessionNotes.live.copy')}
        </button>
        <button type="button" className="button button-plain" data-part="again">
          {t('sessionNotes.live.again')}
        </button>
        <button type="button" className="button button-link" data-part="discard">
          {t('sessionNotes.live.discard')}
        </button>
      </p>
    </div>
  )
}

/**
 * The notes of a session as they read, for its record: sections that hold anything. Whoever wrote what did not arrive in
 * time is shown it here.
 */
export function NotesRecord({ notes, me }: Omit<NotesProps, 'whole'>) {
  const t = useText()
  const written = notes.sections.filter(({ html }) => html !== '')
  return (
    <section className="notes" aria-labelledby="notes">
      <h2 id="notes">{t('sessionNotes.title')}</h2>
      {me && (
        <Island name="session-notes" props={{ sessionId: notes.sessionId, memberId: me.id, texts: noteTexts(t) }}>
          <template data-part="kept">
            <Unsaved />
          </template>
        </Island>
      )}
      {written.length === 0 && <EmptyState>{t('sessionNotes.emptyAll')}</EmptyState>}
      {written.map((note) => (
        <section key={note.section} id={`note-${note.section}`} aria-labelledby={`name-${note.section}`}>
          <h3 id={`name-${note.section}`}>
            <SectionName note={note} />
          </h3>
          <UserHtml html={note.html} />
          <p className="muted note-about">
            <HistoryLink sessionId={notes.sessionId} note={note} />
          </p>
        </section>
      ))}
    </section>
  )
}
