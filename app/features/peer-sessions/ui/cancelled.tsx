import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { UserText } from '~/ui/user-text'
import type { SessionView } from '../queries.server'

/** That a session is cancelled and why, and for its organizer the way back while its start is ahead. */
export function Cancelled({ session: { id, cancelReason, can } }: { session: SessionView }) {
  const t = useText()
  return (
    <div className="notice">
      <p>
        {t('peerSessions.cancel.told')} {cancelReason && <UserText>{cancelReason}</UserText>}
      </p>
      {can.reinstate && (
        <form method="post" action={`/sessions/${id}/cancel`}>
          <Button name="intent" value="reinstate" kind="plain">
            {t('peerSessions.cancel.reinstate')}
          </Button>
        </form>
      )}
    </div>
  )
}
