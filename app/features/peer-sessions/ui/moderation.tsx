import { useText } from '~/i18n/locale'
import type { Translate } from '~/i18n/translate'
import { Button, Select } from '~/ui/form'
import { EmptyState } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import type { Asking, Decision, Moderation } from '../moderation-queries.server'
import { slowModes } from '../peer-session'
import type { Present } from '../room-message'

/** "30 seconds", "5 minutes", "no wait". */
export function slowModeTime(t: Translate, seconds: number): string {
  if (seconds === 0) return t('peerSessions.slow.off')
  return seconds < 60
    ? t('peerSessions.slow.seconds', { count: seconds })
    : t('peerSessions.slow.minutes', { count: seconds / 60 })
}

/** How long participants wait between two messages, for who leads the session. */
export function SlowModeForm({ sessionId, seconds }: { sessionId: string; seconds: number }) {
  const t = useText()
  return (
    <form method="post" action={`/sessions/${sessionId}/slow-mode`} className="one-line">
      <Select
        name="seconds"
        label={t('peerSessions.slow.label')}
        hint={t('peerSessions.slow.hint')}
        value={String(seconds)}
        options={slowModes.map((one) => ({ value: String(one), label: slowModeTime(t, one) }))}
      />
      <Button kind="plain">{t('peerSessions.slow.set')}</Button>
    </form>
  )
}

/** On a session's page, for who leads it: those who ask to be let in. Nothing where nobody does. */
export function AskingToBeLetIn({ sessionId, asking }: { sessionId: string; asking: Asking[] }) {
  const t = useText()
  if (asking.length === 0) return null
  return (
    <section className="notice" aria-labelledby="asking">
      <h2 id="asking">{t('peerSessions.admission.count', { count: asking.length })}</h2>
      <AskingList sessionId={sessionId} asking={asking} />
    </section>
  )
}

function AskingList({ sessionId, asking }: { sessionId: string; asking: Asking[] }) {
  const t = useText()
  return (
    <>
      <ul className="lines">
        {asking.map(({ id, name, state, organization, stakeholderType }) => (
          <li key={id} className="line">
            <a href={`/members/${id}`}>
              <UserText>{name}</UserText>
            </a>
            {(organization || stakeholderType) && (
              <p className="muted">
                <UserText>{[organization, stakeholderType].filter(Boolean).join(' · ')}</UserText>
              </p>
            )}
            <form method="post" action={`/sessions/${sessionId}/participants/${id}`} className="actions">
              <Button name="intent" value="admit">
                {t('peerSessions.admission.admit')}
                <span className="visually-hidden" data-user-text="">
                  {' '}
                  {name}
                </span>
              </Button>
              {state === 'asked' && (
                <Button name="intent" value="decline" kind="plain">
                  {t('peerSessions.admission.decline')}
                  <span className="visually-hidden" data-user-text="">
                    {' '}
                    {name}
                  </span>
                </Button>
              )}
            </form>
          </li>
        ))}
      </ul>
      {asking.filter(({ state }) => state === 'asked').length > 1 && (
        <form method="post" action={`/sessions/${sessionId}/participants`} className="actions">
          <Button name="intent" value="admit" kind="plain">
            {t('peerSessions.admission.admitAll')}
          </Button>
          <Button name="intent" value="decline" kind="plain">
            {t('peerSessions.admission.declineAll')}
          </Button>
        </form>
      )}
    </>
  )
}

/** All about whom who leads a session decided or has to decide, each with the way back. */
export function ModerationLists({ moderation }: { moderation: Moderation }) {
  const t = useText()
  const { id, admission, slowModeSeconds, muted, removed, people } = moderation
  const over = moderation.status === 'past'
  const asking = moderation.asking.filter(({ state }) => state === 'asked')
  const declined = moderation.asking.filter(({ state }) => state === 'declined')
  const unmuted = people.filter((one) => !muted.some((other) => other.id === one.id))
  return (
    <>
      {(admission || asking.length > 0) && (
        <section aria-labelledby="asking">
          <h2 id="asking">{t('peerSessions.admission.title')}</h2>
          {asking.length > 0 ? (
            <AskingList sessionId={id} asking={asking} />
          ) : (
            <EmptyState>{t('peerSessions.admission.nobody')}</EmptyState>
          )}
        </section>
      )}
      {declined.length > 0 && (
        <section aria-labelledby="declined">
          <h2 id="declined">{t('peerSessions.admission.declinedTitle')}</h2>
          <AskingList sessionId={id} asking={declined} />
        </section>
      )}
      <section aria-labelledby="muted">
        <h2 id="muted">{t('peerSessions.moderation.mutedTitle')}</h2>
        <People sessionId={id} people={muted} intent="unmute" label={t('peerSessions.moderation.unmute')} />
        {muted.length === 0 && <p className="muted">{t('peerSessions.moderation.nobodyMuted')}</p>}
      </section>
      <section aria-labelledby="removed">
        <h2 id="removed">{t('peerSessions.moderation.removedTitle')}</h2>
        <People sessionId={id} people={removed} intent="admit" label={t('peerSessions.moderation.letIn')} />
        {removed.length === 0 && <p className="muted">{t('peerSessions.moderation.nobodyRemoved')}</p>}
      </section>
      {unmuted.length > 0 && !over && (
        <section aria-labelledby="decide">
          <h2 id="decide">{t('peerSessions.moderation.decide')}</h2>
          <ul className="plain">
            {unmuted.map((person) => (
              <li key={person.id}>
                <a href={`/sessions/${id}/participants/${person.id}`}>
                  <UserText>{person.name}</UserText>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!over && (
        <section aria-labelledby="slow">
          <h2 id="slow">{t('peerSessions.slow.title')}</h2>
          <SlowModeForm sessionId={id} seconds={slowModeSeconds} />
        </section>
      )}
    </>
  )
}

function People({
  sessionId,
  people,
  intent,
  label,
}: {
  sessionId: string
  people: Present[]
  intent: 'unmute' | 'admit'
  label: string
}) {
  if (people.length === 0) return null
  return (
    <ul className="lines">
      {people.map(({ id, name }) => (
        <li key={id} className="line">
          <form method="post" action={`/sessions/${sessionId}/participants/${id}`} className="actions">
            <UserText>{name}</UserText>
            <Button name="intent" value={intent} kind="plain">
              {label}
              <span className="visually-hidden" data-user-text="">
                {' '}
                {name}
              </span>
            </Button>
          </form>
        </li>
      ))}
    </ul>
  )
}

/** Asks who leads a session before somebody is muted or put out, or lets him or her write or come again. */
export function DecisionForms({
  person: { id, state, canMute },
  session,
}: {
  person: Decision
  session: { id: string; access: string }
}) {
  const t = useText()
  const action = `/sessions/${session.id}/participants/${id}`
  if (state === 'removed' || state === 'asked' || state === 'declined') {
    return (
      <form method="post" action={action} className="actions">
        <Button name="intent" value="admit">
          {t(state === 'removed' ? 'peerSessions.moderation.letIn' : 'peerSessions.admission.admit')}
        </Button>
        {state === 'asked' && (
          <Button name="intent" value="decline" kind="plain">
            {t('peerSessions.admission.decline')}
          </Button>
        )}
        <a href={`/sessions/${session.id}`}>{t('peerSessions.moderation.cancel')}</a>
      </form>
    )
  }
  return (
    <form method="post" action={action}>
      {(canMute || state === 'muted') && (
        <>
          <p>{t('peerSessions.moderation.muteLead')}</p>
          <p>
            {state === 'muted' ? (
              <Button name="intent" value="unmute">
                {t('peerSessions.moderation.unmute')}
              </Button>
            ) : (
              <Button name="intent" value="mute">
                {t('peerSessions.moderation.mute')}
              </Button>
            )}
          </p>
        </>
      )}
      <p>
        {t('peerSessions.moderation.removeLead')}{' '}
        {session.access === 'invited' && t('peerSessions.moderation.removeInvited')}
      </p>
      <p>
        <Button name="intent" value="remove" kind="danger">
          {t('peerSessions.moderation.remove')}
        </Button>
      </p>
      <p>
        <a href={`/sessions/${session.id}`}>{t('peerSessions.moderation.cancel')}</a>
      </p>
    </form>
  )
}
