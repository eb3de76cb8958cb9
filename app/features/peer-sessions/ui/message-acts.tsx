import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import type { MessagePage } from '../message-page.server'
import { messagePage, reactionKinds } from '../room-message'

/** All that the viewer may do to one message, as plain forms. */
export function MessageActs({ session, message, can }: Pick<MessagePage, 'session' | 'message' | 'can'>) {
  const t = useText()
  const page = messagePage(session.id, message.id)
  const { insight, pinned, number } = message
  if (!Object.values(can).some(Boolean)) return <p>{t('peerSessions.marks.onlyRead')}</p>
  return (
    <>
      {can.react && <Reactions page={page} message={message} />}
      <div className="actions">
        {can.insight && (
          <Intent
            action={`${page}/insight`}
            intent={insight ? 'unmark' : 'mark'}
            label={t(insight ? 'peerSessions.marks.unmarkInsight' : 'peerSessions.marks.markInsight')}
          />
        )}
        {can.pin && (
          <Intent
            action={`${page}/pin`}
            intent={pinned ? 'unpin' : 'pin'}
            label={t(pinned ? 'peerSessions.marks.unpin' : 'peerSessions.marks.pin')}
          />
        )}
        {can.edit && <a href={`${page}/edit`}>{t('peerSessions.marks.edit')}</a>}
        {can.remove && <a href={`${page}/remove`}>{t('peerSessions.marks.remove')}</a>}
        {can.restore && (
          <Intent action={`${page}/restore`} intent="restore" label={t('peerSessions.marks.undoOn', { number })} />
        )}
        {can.history && <a href={`${page}/history`}>{t('peerSessions.marks.editedOn', { number })}</a>}
      </div>
    </>
  )
}

function Reactions({ page, message: { reactions = {}, mine = [] } }: { page: string } & Pick<MessagePage, 'message'>) {
  const t = useText()
  return (
    <section aria-labelledby="react">
      <h2 id="react">{t('peerSessions.marks.react')}</h2>
      <p className="hint">{t('peerSessions.marks.reactHint')}</p>
      <div className="actions">
        {reactionKinds.map((kind) => {
          const said = mine.includes(kind)
          const name = t(`peerSessions.marks.kinds.${kind}`)
          const count = reactions[kind] ?? 0
          return (
            <form key={kind} method="post" action={`${page}/reactions`}>
              <input type="hidden" name="kind" value={kind} />
              <input type="hidden" name="intent" value={said ? 'remove' : 'add'} />
              <button type="submit" className="button button-plain" aria-pressed={said}>
                {count > 0 ? t('peerSessions.marks.reaction', { kind: name, count }) : name}
              </button>
            </form>
          )
        })}
      </div>
    </section>
  )
}

function Intent({ action, intent, label }: { action: string; intent: string; label: string }) {
  return (
    <form method="post" action={action}>
      <Button kind="plain" name="intent" value={intent}>
        {label}
      </Button>
    </form>
  )
}
