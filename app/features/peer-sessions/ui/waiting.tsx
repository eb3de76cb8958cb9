import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { Island } from '~/ui/island'
import type { AdmissionState } from '../queries.server'

/**
 * For who is not let in yet, or not any more: how it stands, and how to ask. The page of who waits shows by itself when a
 * lead has decided.
 */
export function Waiting({
  sessionId,
  asked,
  upcoming,
}: {
  sessionId: string
  asked: AdmissionState | null
  upcoming: boolean
}) {
  const t = useText()
  if (asked === 'removed') return <p className="notice">{t('peerSessions.moderation.removed')}</p>
  if (asked === 'declined') return <p className="notice">{t('peerSessions.admission.declined')}</p>
  if (asked === null) {
    return (
      <form method="post" action={`/sessions/${sessionId}/join`} className="actions">
        <Button>{t('peerSessions.admission.ask')}</Button>
        <span className="muted">{t('peerSessions.admission.why')}</span>
      </form>
    )
  }
  return (
    <Island name="waiting" props={{ sessionId, says: t('peerSessions.admission.waiting') }} className="notice">
      <p>{t('peerSessions.admission.asked')}</p>
      <p className="muted" role="status" data-part="says" hidden />
      {upcoming && (
        <form method="post" action={`/sessions/${sessionId}/rsvp`}>
          <Button name="answer" value="no" kind="plain">
            {t('peerSessions.admission.takeBack')}
          </Button>
        </form>
      )}
    </Island>
  )
}
