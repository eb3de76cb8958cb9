import { admissionRefusal } from '~/features/peer-sessions/peer-session'
import { LineCheck } from '~/features/peer-sessions/ui/line-check'
import { Waiting } from '~/features/peer-sessions/ui/waiting'
import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import type { Shown } from './shown'

/** For a member who is not in a running session yet: to join, to wait, or to ask to be let in. */
export function TakePart({ session: { id, joined, can, ...admitted } }: Pick<Shown, 'session'>) {
  const t = useText()
  if (joined) return null
  if (admissionRefusal(admitted) !== null) return <Waiting sessionId={id} asked={admitted.asked} upcoming={false} />
  if (!can.join) return null
  return (
    <>
      <LineCheck sessionId={id} />
      <form method="post" action={`/sessions/${id}/join`} className="actions">
        <Button>{t('peerSessions.room.join')}</Button>
      </form>
    </>
  )
}
