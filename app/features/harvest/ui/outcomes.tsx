import type { ThreadLine } from '~/features/threads/queries.server'
import { ThreadList } from '~/features/threads/ui/thread-list'
import { useText } from '~/i18n/locale'
import { EmptyState } from '~/ui/page'

/** The threads that go on from a session, and the way to another one. */
export function SessionThreads({
  sessionId,
  threads,
  mayOpen,
}: {
  sessionId: string
  threads: ThreadLine[]
  mayOpen: boolean
}) {
  const t = useText()
  return (
    <section aria-labelledby="threads">
      <h2 id="threads">{t('peerSessions.record.threads')}</h2>
      {threads.length > 0 ? (
        <ThreadList rows={threads} />
      ) : (
        <EmptyState>{t('peerSessions.record.noThreads')}</EmptyState>
      )}
      {mayOpen && (
        <p>
          <a className="button button-plain" href={`/threads/new?session=${sessionId}`}>
            {t('peerSessions.record.newThread')}
          </a>
        </p>
      )}
    </section>
  )
}
