import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import type { TurnsOfKind } from '../turns-by-kind.server'

/** For who leads a session: how the turns are shared among kinds of stakeholder. Nothing where nothing may be told. */
export function TurnsShare({ turns }: { turns: TurnsOfKind[] }) {
  const t = useText()
  const all = turns.reduce((sum, one) => sum + one.turns, 0)
  if (all === 0) return null
  return (
    <details className="turns">
      <summary>{t('peerSessions.turns.title')}</summary>
      <p className="muted">{t('peerSessions.turns.lead')}</p>
      <ul className="plain">
        {turns.map(({ label, turns: count, percent }) => (
          <li key={label ?? ''}>
            {label === null ? (
              t(turns.length > 1 ? 'peerSessions.turns.others' : 'peerSessions.turns.together')
            ) : (
              <UserText>{label}</UserText>
            )}
            <span className="turns-bar">
              <meter min={0} max={100} value={percent} aria-hidden="true" />{' '}
              {t('peerSessions.turns.share', { percent, count })}
            </span>
          </li>
        ))}
      </ul>
      <p className="muted">{t('peerSessions.turns.kept')}</p>
    </details>
  )
}
