import { useText } from '~/i18n/locale'
import { Island } from '~/ui/island'

/**
 * Before somebody comes: whether live updates work on this line, how long a message takes there and back, and what to
 * expect. Without scripts it says that everything works without live updates too.
 */
export function LineCheck({ sessionId }: { sessionId: string }) {
  const t = useText()
  const filled = { ms: '{ms}' }
  return (
    <section aria-labelledby="line-check">
      <h2 id="line-check">{t('peerSessions.lineCheck.title')}</h2>
      <Island
        name="line-check"
        props={{
          sessionId,
          texts: {
            checking: t('peerSessions.lineCheck.checking'),
            websocket: t('peerSessions.lineCheck.websocket', filled),
            polling: t('peerSessions.lineCheck.polling', filled),
            slow: t('peerSessions.lineCheck.slow', filled),
            none: t('peerSessions.lineCheck.none'),
          },
        }}
      >
        <p role="status" data-part="line-check">
          {t('peerSessions.lineCheck.plain')}
        </p>
      </Island>
    </section>
  )
}
