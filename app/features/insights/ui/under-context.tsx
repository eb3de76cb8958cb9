import type { ReactNode } from 'react'
import { SessionList } from '~/features/peer-sessions/ui/session-list'
import { PracticeList } from '~/features/practices/ui/practice-list'
import { ThreadList } from '~/features/threads/ui/thread-list'
import { useText } from '~/i18n/locale'
import { EmptyState } from '~/ui/page'
import type { UnderContext } from '../under-context.server'
import { FittingLessonList } from './fitting-lessons'

/** What is about something: the lessons that fit best, the newest threads, sessions and practices, each with the way to begin one. */
export function UnderContextLists({ under }: { under: UnderContext }) {
  const t = useText()
  const { lessons, threads, sessions, practices, begin } = under
  return (
    <>
      <Section of="lessons" all={lessons.all} begin={begin.lesson} empty={lessons.fitting.length === 0}>
        <FittingLessonList lessons={lessons.fitting} />
      </Section>
      <Section of="threads" all={threads.all} begin={begin.thread} empty={threads.rows.length === 0}>
        <ThreadList rows={threads.rows} />
      </Section>
      <Section of="sessions" all={sessions.all} begin={begin.session} empty={sessions.rows.length === 0}>
        <SessionList rows={sessions.rows} />
      </Section>
      {practices && (
        <section>
          <h2>{t('context.under.practices.title')}</h2>
          {practices.rows.length > 0 ? (
            <PracticeList rows={practices.rows} />
          ) : (
            <EmptyState>
              {t('context.under.practices.none')} <a href="/practices">{t('context.under.practices.browse')}</a>
            </EmptyState>
          )}
          {practices.all && (
            <p>
              <a href={practices.all}>{t('context.under.practices.all')}</a>
            </p>
          )}
        </section>
      )}
    </>
  )
}

function Section({
  of,
  all,
  begin,
  empty,
  children,
}: {
  of: 'lessons' | 'threads' | 'sessions'
  all: string | null
  begin: string
  empty: boolean
  children: ReactNode
}) {
  const t = useText()
  const first = <a href={begin}>{t(`context.under.${of}.begin`)}</a>
  return (
    <section>
      <h2>{t(`context.under.${of}.title`)}</h2>
      {empty ? (
        <EmptyState>
          {t(`context.under.${of}.none`)} {first}
        </EmptyState>
      ) : (
        <>
          {children}
          <p className="actions">
            {all && <a href={all}>{t(`context.under.${of}.all`)}</a>}
            {first}
          </p>
        </>
      )}
    </section>
  )
}
