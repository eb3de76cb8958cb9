import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { When } from '~/ui/when'
import type { PhaseRun } from '../facilitation.server'

/** The phases of a session's record, each with when it began and ended. */
export function PhasesRun({ phases }: { phases: PhaseRun[] }) {
  const t = useText()
  if (phases.length === 0) return null
  return (
    <section aria-labelledby="phases">
      <h2 id="phases">{t('peerSessions.record.phases')}</h2>
      <ol>
        {phases.map(({ number, name, startedAt, endedAt }) => (
          <li key={number}>
            <UserText>{name}</UserText>{' '}
            <span className="muted">
              <When at={startedAt} as="time" />
              {endedAt && (
                <>
                  –<When at={endedAt} as="time" />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
