import { ContextLinks, hasBeside } from '~/features/context/ui/context-links'
import { FittingLessons } from '~/features/insights/ui/fitting-lessons'
import { FittingPractices } from '~/features/insights/ui/fitting-practices'
import { Lead, People } from '~/features/peer-sessions/ui/people'
import { useText } from '~/i18n/locale'
import type { Shown } from './shown'

/** What stands beside a session, whatever its status: who comes, what it is about, what fits it, what leads can do. */
export function Beside({ session, me, fitting, lobby }: Pick<Shown, 'session' | 'me' | 'fitting' | 'lobby'>) {
  const t = useText()
  return (
    <>
      <People session={session} me={me?.id} />
      {hasBeside(session.context) && (
        <>
          <h2>{t(lobby ? 'peerSessions.lobby.prepare' : 'context.title')}</h2>
          <ContextLinks items={session.context} beside />
        </>
      )}
      <FittingLessons lessons={fitting} />
      {lobby && <FittingPractices practices={lobby.practices} />}
      <Lead session={session} />
    </>
  )
}
