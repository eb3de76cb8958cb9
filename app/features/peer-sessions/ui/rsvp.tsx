import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import type { Rsvp } from '../rsvp-queries.server'

/** Before a session: who comes in numbers, and the viewer's own answer. `leads`: who leads it comes anyway. */
export function RsvpForm({
  sessionId,
  rsvp,
  leads,
  canAnswer,
}: {
  sessionId: string
  rsvp: Rsvp
  leads: boolean
  canAnswer: boolean
}) {
  const t = useText()
  const { mine, capacity, coming, waiting, isFull } = rsvp
  return (
    <section aria-label={t('peerSessions.rsvp.title')}>
      <p className="muted">
        {[
          coming !== null && t('peerSessions.rsvp.coming', { count: coming }),
          waiting !== null && waiting > 0 && t('peerSessions.rsvp.waiting', { count: waiting }),
          capacity !== null && t('peerSessions.rsvp.places', { count: capacity }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {mine && <p>{t(`peerSessions.rsvp.mine.${mine}`)}</p>}
      {canAnswer && !leads && (
        <form method="post" action={`/sessions/${sessionId}/rsvp`} className="actions">
          {mine !== 'coming' && mine !== 'waiting' && (
            <Button name="answer" value="yes">
              {t(isFull ? 'peerSessions.rsvp.wait' : 'peerSessions.lobby.join')}
            </Button>
          )}
          {mine !== 'away' && (
            <Button name="answer" value="no" kind="plain">
              {t('peerSessions.rsvp.no')}
            </Button>
          )}
        </form>
      )}
      <p>
        <a href={`/sessions/${sessionId}.ics`}>{t('peerSessions.calendar.one')}</a>
        {' · '}
        <a href="/calendar">{t('peerSessions.calendar.all')}</a>
      </p>
    </section>
  )
}
