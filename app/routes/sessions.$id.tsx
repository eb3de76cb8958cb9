import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ContextLinks, hasBeside } from '~/features/context/ui/context-links'
import { outcomesOf } from '~/features/harvest/queries.server'
import { SessionThreads } from '~/features/harvest/ui/outcomes'
import { fittingLessons } from '~/features/insights/fitting-lessons.server'
import { fittingPractices } from '~/features/insights/fitting-practices.server'
import { FittingLessons } from '~/features/insights/ui/fitting-lessons'
import { FittingPractices } from '~/features/insights/ui/fitting-practices'
import { LessonList } from '~/features/lessons/ui/lesson-list'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { facilitationFor, phasesRun } from '~/features/peer-sessions/facilitation.server'
import { feedbackFor } from '~/features/peer-sessions/feedback-queries.server'
import { changesFrom, messagesAfter, messagesBefore } from '~/features/peer-sessions/message-queries.server'
import { askingFor } from '~/features/peer-sessions/moderation-queries.server'
import { admissionRefusal } from '~/features/peer-sessions/peer-session'
import { getSession } from '~/features/peer-sessions/queries.server'
import { roomMarks } from '~/features/peer-sessions/room-marks.server'
import { transcriptPage } from '~/features/peer-sessions/room-message'
import { rsvpFor } from '~/features/peer-sessions/rsvp-queries.server'
import { turnsByKind } from '~/features/peer-sessions/turns-by-kind.server'
import { Cancelled } from '~/features/peer-sessions/ui/cancelled'
import { Feedback } from '~/features/peer-sessions/ui/feedback'
import { Following, followSeconds } from '~/features/peer-sessions/ui/following'
import { LeavesRoom } from '~/features/peer-sessions/ui/leaves-room'
import { LineCheck } from '~/features/peer-sessions/ui/line-check'
import { Insights } from '~/features/peer-sessions/ui/message-parts'
import { AskingToBeLetIn } from '~/features/peer-sessions/ui/moderation'
import { Lead, People } from '~/features/peer-sessions/ui/people'
import { PhaseBar } from '~/features/peer-sessions/ui/phase-bar'
import { PhasesRun } from '~/features/peer-sessions/ui/phases-run'
import { Transcript } from '~/features/peer-sessions/ui/record'
import { Room } from '~/features/peer-sessions/ui/room'
import { RsvpForm } from '~/features/peer-sessions/ui/rsvp'
import { SessionFacts, SessionStanding } from '~/features/peer-sessions/ui/session-facts'
import { TurnsShare } from '~/features/peer-sessions/ui/turns-share'
import { Waiting } from '~/features/peer-sessions/ui/waiting'
import { cardsOfMessages } from '~/features/search/cards.server'
import { actionsOf, mayAgree, ownersFor } from '~/features/session-actions/queries.server'
import { SessionActions } from '~/features/session-actions/ui/session-actions'
import { notesFor } from '~/features/session-notes/note-queries.server'
import { NotesRecord, SessionNotes } from '~/features/session-notes/ui/session-notes'
import { useText } from '~/i18n/locale'
import { translate } from '~/i18n/translate'
import { newId } from '~/lib/ids'
import { Button } from '~/ui/form'
import { dataTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'
import { UserHtml, UserText } from '~/ui/user-text'

export const meta = dataTitle<Loaded>(({ session, neutralTitle }) => (session.titled ? session.title : neutralTitle))

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, { formats, locale }] = await Promise.all([viewerOf(request), readerOf(request)])
  const session = await getSession(viewer, params.id ?? '', formats)
  const { searchParams } = new URL(request.url)
  const asked = searchParams.get('after')
  const after = /^\d{1,9}$/.test(asked ?? '') ? Number(asked) : null
  const past = session.status === 'past'
  const reads = session.shown.messages
  const inRoom = reads && session.status === 'live' && after === null
  const page = reads && (past || (after !== null && session.status === 'live'))
  const facilitation = inRoom ? await facilitationFor(viewer, session.id) : null
  const leads = session.role !== null && (session.role !== 'participant' || facilitation?.facilitates === true)
  const follows = inRoom && searchParams.get('follow') === String(followSeconds)
  const at = changesFrom()
  const live = inRoom ? await messagesBefore(viewer, session.id) : null
  const transcript = page ? await messagesAfter(viewer, session.id, after ?? 0, transcriptPage) : null
  const shown = (live ?? transcript)?.messages ?? []
  return {
    session,
    live,
    notes: reads && session.held && session.status !== 'upcoming' ? await notesFor(viewer, session.id) : null,
    transcript,
    leads,
    /** The moment of which the messages tell. */
    at,
    marks: shown.length > 0 ? await roomMarks(viewer, session.id) : null,
    cards: await cardsOfMessages(viewer, shown, new URL(request.url).origin),
    after: after ?? 0,
    facilitation,
    phases: past && session.shown.messages ? await phasesRun(viewer, session.id) : [],
    rsvp: session.status === 'upcoming' ? await rsvpFor(viewer, session.id) : null,
    fitting: await fittingLessons(viewer, session.context),
    practices: session.status === 'upcoming' ? fittingPractices(viewer, session.context) : [],
    asking: leads && !past ? await askingFor(viewer, session.id) : [],
    turns:
      viewer && leads && session.held && session.status !== 'upcoming' ? await turnsByKind(viewer, session.id) : [],
    follows,
    /** After so many seconds the page is fetched anew. */
    refreshAfter: follows ? { seconds: followSeconds, scripts: viewer !== null } : null,
    outcomes: past && reads ? await outcomesOf(viewer, session.id, formats) : null,
    actions: inRoom ? await actionsOf(viewer, session.id) : [],
    owners: viewer && reads && session.status !== 'upcoming' ? await ownersFor(viewer, session.id) : null,
    feedback: viewer && past ? await feedbackFor(viewer, session.id) : null,
    mayAgree: viewer !== null && reads && (await mayAgree(viewer, session.id)),
    me: viewer && {
      id: viewer.id,
      ...(session.chathamHouse
        ? {
            name: facilitation?.me?.id ? facilitation.me.name : translate(locale)('peerSessions.neutral.you'),
            neutral: true as const,
          }
        : { name: viewer.name }),
    },
    neutralTitle: translate(locale)('peerSessions.neutralTitle'),
    clientId: newId(),
    refresh: refreshUrl(session.id, searchParams, session.messages),
  }
}
type Loaded = Awaited<ReturnType<typeof loader>>

/** The page again at its newest message. It differs from the present address, else a browser would only scroll. */
function refreshUrl(id: string, present: URLSearchParams, newest: number): string {
  const same = present.get('seen') === String(newest) && !present.has('again')
  return `/sessions/${id}?seen=${newest}${same ? '&again=1' : ''}#latest`
}

export default function SessionPage() {
  const {
    session,
    live,
    notes,
    transcript,
    marks,
    cards,
    leads,
    at,
    after,
    outcomes,
    actions,
    owners,
    mayAgree,
    feedback,
    fitting,
    practices,
    asking,
    turns,
    follows,
    facilitation,
    phases,
    rsvp,
    me,
    clientId,
    refresh,
  } = useLoaderData<typeof loader>()
  const t = useText()
  return (
    <Page
      title={session.title}
      userTitle
      lead={
        <>
          <SessionStanding session={session} />
          {session.status !== 'live' && <SessionFacts session={session} />}
        </>
      }
      aside={
        <>
          <People session={session} />
          {hasBeside(session.context) && (
            <>
              <h2>{t(session.status === 'upcoming' ? 'peerSessions.lobby.prepare' : 'context.title')}</h2>
              <ContextLinks items={session.context} beside />
            </>
          )}
          <FittingLessons lessons={fitting} />
          <FittingPractices practices={practices} />
          <Lead session={session} />
        </>
      }
    >
      {session.cancelledAt && <Cancelled session={session} />}
      <AskingToBeLetIn sessionId={session.id} asking={asking} />
      {outcomes && session.held && (
        <Outcome session={session} outcomes={outcomes} owners={owners} mayAgree={mayAgree} clientId={clientId} />
      )}
      {feedback && session.held && <Feedback sessionId={session.id} feedback={feedback} />}
      <PhasesRun phases={phases} />
      {session.status === 'past' && marks && <Insights sessionId={session.id} insights={marks.insights} />}
      <Purpose session={session} />
      <LeavesRoom session={session} />
      {session.status !== 'past' && <TakePart session={session} me={me} rsvp={rsvp} />}
      {facilitation && (
        <PhaseBar
          {...facilitation}
          sessionId={session.id}
          me={follows ? null : facilitation.me}
          people={facilitation.people ?? session.participants.map(({ id, name }) => ({ id, name }))}
        />
      )}
      <TurnsShare turns={turns} />
      {live && !follows && (
        <SessionActions
          sessionId={session.id}
          actions={actions}
          me={owners?.me}
          form={mayAgree && owners ? { owners, clientId } : null}
          folded
        />
      )}
      {notes && session.status === 'past' && <NotesRecord notes={notes} me={me} />}
      {!session.held ? null : follows && live ? (
        <Following sessionId={session.id} messages={live.messages} />
      ) : transcript ? (
        <Written {...{ session, transcript, after, marks, cards, leads, me }} />
      ) : !session.shown.messages && session.status !== 'upcoming' ? (
        <p>{t(session.status === 'past' ? 'peerSessions.sharing.keptOver' : 'peerSessions.sharing.kept')}</p>
      ) : (
        <Room
          session={session}
          live={live}
          me={session.shown.messages ? me : null}
          clientId={clientId}
          refresh={refresh}
          {...{ marks, cards, leads, at }}
          readsOnly={admissionRefusal(session) ? '' : facilitation?.standingRefusal && t(facilitation.standingRefusal)}
        />
      )}
      {notes && live && !follows && <SessionNotes notes={notes} me={me} />}
    </Page>
  )
}

function Purpose({ session }: Pick<Loaded, 'session'>) {
  const t = useText()
  const text = (
    <>
      <UserHtml html={session.purposeHtml} />
      <p className="muted">
        <UserText>{session.format}</UserText>: <UserText>{session.formatPurpose}</UserText>
      </p>
      {session.agendaHtml && (
        <section aria-labelledby="agenda">
          <h3 id="agenda">{t('peerSessions.lobby.agenda')}</h3>
          <UserHtml html={session.agendaHtml} />
        </section>
      )}
    </>
  )
  if (session.status === 'upcoming') {
    return (
      <section aria-labelledby="purpose">
        <h2 id="purpose">{t('peerSessions.lobby.purpose')}</h2>
        {text}
      </section>
    )
  }
  return (
    <details>
      <summary>{t('peerSessions.lobby.purpose')}</summary>
      {session.status === 'live' && <SessionFacts session={session} />}
      {text}
    </details>
  )
}

function TakePart({ session, me, rsvp }: Pick<Loaded, 'session' | 'me' | 'rsvp'>) {
  const t = useText()
  const { id, joined, can, role } = session
  const leads = role !== null && role !== 'participant'
  const outside = admissionRefusal(session) !== null
  return (
    <>
      {rsvp && <RsvpForm sessionId={id} rsvp={rsvp} leads={leads} canAnswer={can.join && !outside} />}
      {me && outside && <Waiting sessionId={id} asked={session.asked} upcoming={rsvp !== null} />}
      {me && (rsvp || !joined) && <LineCheck sessionId={id} />}
      {me && (
        <div className="actions">
          {joined && !rsvp && <p className="muted">{t('peerSessions.room.joined')}</p>}
          {!joined && !rsvp && can.join && !outside && (
            <form method="post" action={`/sessions/${id}/join`}>
              <Button>{t('peerSessions.room.join')}</Button>
            </form>
          )}
          {can.open && (
            <form method="post" action={`/sessions/${id}/open`}>
              <Button kind="plain">{t('peerSessions.lobby.open')}</Button>
            </form>
          )}
        </div>
      )}
    </>
  )
}

type Came = { outcomes: NonNullable<Loaded['outcomes']> }

/** What came of a session that is over: summary, lessons, actions, threads. */
function Outcome({
  session,
  outcomes: { lessons, actions, threads },
  owners,
  mayAgree,
  clientId,
}: Pick<Loaded, 'session' | 'owners' | 'mayAgree' | 'clientId'> & Came) {
  const t = useText()
  const { id, can, summaryHtml } = session
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
        me={owners?.me}
        form={mayAgree && owners ? { owners, clientId } : null}
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
      <SessionThreads sessionId={id} threads={threads} mayOpen={owners !== null} />
    </>
  )
}

type Written = Pick<Loaded, 'session' | 'after' | 'marks' | 'cards' | 'leads' | 'me'> & { transcript: Transcribed }

function Written({ session, transcript, after, marks, cards, leads, me }: Written) {
  const t = useText()
  return (
    <section aria-labelledby="record">
      <h2 id="record">{t('peerSessions.record.title')}</h2>
      {session.status === 'past' && (
        <p>
          <a href={`/sessions/${session.id}/record`}>{t('sessionRecord.page.link')}</a>
        </p>
      )}
      {session.status === 'live' && (
        <p>
          <a href={`/sessions/${session.id}`}>{t('peerSessions.room.latest')}</a>
        </p>
      )}
      <Transcript
        session={session}
        page={transcript}
        after={after}
        cards={cards}
        unread={marks?.unread}
        leads={leads}
        acts={!me ? 'none' : leads || session.status === 'live' ? 'all' : 'own'}
      />
    </section>
  )
}
type Transcribed = NonNullable<Loaded['transcript']>
