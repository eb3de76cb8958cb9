import { useText } from '~/i18n/locale'
import { Button, TextArea } from '~/ui/form'
import { UserText } from '~/ui/user-text'
import { When } from '~/ui/when'
import { longestNote } from '../lesson'
import { publicStates } from '../life-cycle'
import type { LessonView } from '../queries.server'
import { By } from './by'

/** Who confirmed a verified lesson, and the form in which a peer does. */
export function LessonPeers({ lesson }: { lesson: LessonView }) {
  const t = useText()
  const { id, state, confirmations, canConfirm } = lesson
  if (!publicStates.includes(state) && confirmations.length === 0) return null
  return (
    <section aria-labelledby="confirmations">
      <h2 id="confirmations">{t('lessons.confirmations.title')}</h2>
      {confirmations.length > 0 ? (
        <Confirmations confirmations={confirmations} />
      ) : (
        <p>{t('lessons.confirmations.none')}</p>
      )}
      {canConfirm && (
        <form method="post" action={`/lessons/${id}/confirmations`}>
          <p>{t('lessons.confirmations.lead')}</p>
          <TextArea
            name="note"
            label={t('lessons.optional', { label: t('lessons.confirmations.note') })}
            rows={2}
            maxLength={longestNote}
          />
          <Button kind="plain">{t('lessons.confirmations.confirm')}</Button>
        </form>
      )}
    </section>
  )
}

function Confirmations({ confirmations }: Pick<LessonView, 'confirmations'>) {
  return (
    <ul className="lines">
      {confirmations.map(({ memberId, name, organization, stakeholderType, note, at }) => (
        <li key={memberId} className="line">
          <By by={{ name, memberId, organization, stakeholderType }} />{' '}
          <span className="muted">
            · <When at={at} as="date" />
          </span>
          {note && (
            <p className="as-typed">
              <UserText>{note}</UserText>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
