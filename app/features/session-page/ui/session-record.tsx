import { SessionThreads } from '~/features/harvest/ui/outcomes'
import { LessonList } from '~/features/lessons/ui/lesson-list'
import { Cancelled } from '~/features/peer-sessions/ui/cancelled'
import { Feedback } from '~/features/peer-sessions/ui/feedback'
import { LeavesRoom } from '~/features/peer-sessions/ui/leaves-room'
import { Insights } from '~/features/peer-sessions/ui/message-parts'
import { PhasesRun } from '~/features/peer-sessions/ui/phases-run'
import { SessionFacts, SessionStanding } from '~/features/peer-sessions/ui/session-facts'
import { TurnsShare } from '~/features/peer-sessions/ui/turns-share'
import { SessionActions } from '~/features/session-actions/ui/session-actions'
import { NotesRecord } from '~/features/session-notes/ui/session-notes'
import { useText } from '~/i18n/locale'
import { EmptyState, Page } from '~/ui/page'
import { UserHtml } from '~/ui/user-text'
import { PurposeFolded } from './about-session'
import { Beside } from './beside'
import type { Recorded } from './shown'
import { Written } from './written'

/** What came of a session, and what it left: first what somebody comes back for, then how it went. */
export function SessionRecord(shown: Recorded) {
  const t = useText()
  const { session, record, me } = shown
  const { read, feedback } = record
  return (
    <Page
      title={session.title}
      userTitle
      lead={
        <>
          <SessionStanding session={session} />
          <SessionFacts session={session} />
          {read && <Parts id={session.id} />}
        </>
      }
      aside={<Beside {...shown} />}
    >
      {session.cancelledAt && <Cancelled session={session} />}
      {read && <Outcomes {...shown} read={read} />}
      {feedback && session.held && <Feedback sessionId={session.id} feedback={feedback} />}
      {read?.written.marks && <Insights sessionId={session.id} insights={read.written.marks.insights} />}
      {read && <NotesRecord notes={read.notes} me={me} />}
      {read && <PhasesRun phases={read.phases} />}
      {read && <TurnsShare turns={read.turns} />}
      <PurposeFolded session={session} />
      <LeavesRoom session={session} />
      {read ? (
        <section aria-labelledby="record">
          <h2 id="record">{t('peerSessions.record.title')}</h2>
          <Written {...shown} written={read.written} />
        </section>
      ) : (
        session.held && <p>{t('peerSessions.sharing.keptOver')}</p>
      )}
    </Page>
  )
}

type Read = NonNullable<Recorded['record']['read']>

/** What a long page holds, and the same whole, for printing. */
function Parts({ id }: { id: string }) {
  const t = useText()
  return (
    <nav className="parts" aria-label={t('sessionPage.parts')}>
      <a href="#outcomes">{t('peerSessions.record.summary')}</a> <a href="#actions">{t('sessionActions.title')}</a>{' '}
      <a href="#lessons">{t('peerSessions.record.lessons')}</a> <a href="#notes">{t('sessionNotes.title')}</a>{' '}
      <a href="#record">{t('peerSessions.record.title')}</a>{' '}
      <a href={`/sessions/${id}/record`}>{t('sessionRecord.page.link')}</a>
    </nav>
  )
}

function Outcomes({ session, me, clientId, read }: Recorded & { read: Read }) {
  const t = useText()
  const { id, can, summaryHtml } = session
  const { lessons, actions, threads } = read.outcomes
  const { owners, owner } = read
  return (
    <>
      <section aria-labelledby="outcomes">
        <h2 id="outcomes">{t('peerSessions.record.summary')}</h2>
        {summaryHtml ? <UserHtml html={summaryHtml} /> : <p>{t('peerSessions.record.noSummary')}</p>}
        {can.summarize && (
          <p>
            <a href={`/sessions/${id}/summary`}>
              {t(summaryHtml ? 'peerSessions.record.reviseSummary' : 'peerSessions.record.writeSummary')}
            </a>
          </p>
        )}
      </section>
      <SessionActions
        sessionId={id}
        actions={actions}
        me={owner}
        form={owners && { owners, clientId }}
        folded={false}
      />
      <section aria-labelledby="lessons">
        <h2 id="lessons">{t('peerSessions.record.lessons')}</h2>
        {lessons.length > 0 ? (
          <LessonList rows={lessons} />
        ) : (
          <EmptyState>{t('peerSessions.record.noLessons')}</EmptyState>
        )}
        {can.harvest && (
          <p>
            <a className="button" href={`/sessions/${id}/harvest`}>
              {t('peerSessions.record.harvest')}
            </a>
          </p>
        )}
      </section>
      <SessionThreads sessionId={id} threads={threads} mayOpen={me !== null} />
    </>
  )
}
