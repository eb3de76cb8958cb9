import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { browseContexts, type CountedTerm } from '~/features/insights/count-contexts.server'
import { countLessonsToReview, listLessons, ownLessons } from '~/features/lessons/queries.server'
import { LessonList } from '~/features/lessons/ui/lesson-list'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { latestNotifications } from '~/features/notifications/queries.server'
import { NotificationList } from '~/features/notifications/ui/notification-list'
import { listSessions } from '~/features/peer-sessions/queries.server'
import { SessionList } from '~/features/peer-sessions/ui/session-list'
import { listThreads } from '~/features/threads/queries.server'
import { ThreadList } from '~/features/threads/ui/thread-list'
import { useText } from '~/i18n/locale'
import { EmptyState, Page } from '~/ui/page'

export async function loader({ request }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const few = { limit: 5, formats }
  const [lessons, threads, live, upcoming, browse, news, own, toReview] = await Promise.all([
    listLessons(viewer, {}, few),
    listThreads(viewer, {}, few),
    listSessions(viewer, {}, { ...few, when: 'live' }),
    listSessions(viewer, {}, { ...few, when: 'upcoming' }),
    browseContexts(),
    viewer ? latestNotifications(viewer) : null,
    viewer ? ownLessons(viewer, formats) : [],
    countLessonsToReview(viewer),
  ])
  return {
    viewer,
    lessons: lessons.rows,
    threads: threads.rows,
    sessions: [...live.rows, ...upcoming.rows].slice(0, 4),
    browse,
    news,
    // Their author's turn: what was handed in waits for a reviewer.
    waiting: own.filter(({ state }) => state !== 'submitted').slice(0, 4),
    toReview,
  }
}

export default function Home() {
  const t = useText()
  const { viewer, lessons, threads, sessions, browse, news, waiting, toReview } = useLoaderData<typeof loader>()
  return (
    <Page
      title={viewer ? t('site.home.welcome', { name: viewer.name }) : t('site.home.title')}
      userTitle={Boolean(viewer)}
      hideTitle={Boolean(viewer)}
      aside={<Browse {...browse} />}
    >
      {viewer ? (
        <p className="actions">
          <a className="button" href="/lessons/new">
            {t('site.home.postLesson')}
          </a>
          <a href="/threads/new">{t('site.home.startThread')}</a>
          <a href="/sessions/new">{t('site.home.scheduleSession')}</a>
        </p>
      ) : (
        <>
          <p>{t('site.home.lead')}</p>
          <p className="actions">
            <a className="button" href="/sign-up">
              {t('site.home.join')}
            </a>
            <a className="narrow" href="#browse">
              {t('site.home.browse')}
            </a>
          </p>
        </>
      )}
      <Section title={t('site.home.sessions')} all={{ href: '/sessions', text: t('site.home.allSessions') }}>
        {sessions.length > 0 ? (
          <SessionList rows={sessions} />
        ) : (
          <EmptyState>
            {t('site.home.noSessions')} <a href="/sessions/new">{t('site.home.scheduleSession')}</a>
          </EmptyState>
        )}
      </Section>
      {news && (
        <Section title={t('site.home.news')} all={{ href: '/notifications', text: t('site.home.allNews') }}>
          {news.items.length > 0 ? (
            <NotificationList items={news.items} />
          ) : (
            <EmptyState>
              {t('site.home.noNews')} <a href="/crisis-types">{t('site.home.findToFollow')}</a>
            </EmptyState>
          )}
        </Section>
      )}
      {(waiting.length > 0 || toReview > 0) && (
        <Section
          title={t('site.home.waiting')}
          all={toReview > 0 ? { href: '/review', text: t('lessons.toReview', { count: toReview }) } : undefined}
        >
          {waiting.length > 0 && <LessonList rows={waiting} own="labelled" />}
        </Section>
      )}
      <Section title={t('site.home.lessons')} all={{ href: '/lessons', text: t('site.home.allLessons') }}>
        {lessons.length > 0 ? (
          <LessonList rows={lessons} />
        ) : (
          <EmptyState>
            {t('site.home.noLessons')} <a href="/lessons/new">{t('site.home.postFirstLesson')}</a>
          </EmptyState>
        )}
      </Section>
      <Section title={t('site.home.threads')} all={{ href: '/threads', text: t('site.home.allThreads') }}>
        {threads.length > 0 ? (
          <ThreadList rows={threads} />
        ) : (
          <EmptyState>
            {t('site.home.noThreads')} <a href="/threads/new">{t('site.home.startThread')}</a>
          </EmptyState>
        )}
      </Section>
    </Page>
  )
}

function Section({
  title,
  all,
  children,
}: {
  title: string
  all?: { href: string; text: string }
  children: ReactNode
}) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
      {all && (
        <p>
          <a href={all.href}>{all.text}</a>
        </p>
      )}
    </section>
  )
}

function Browse({ crisisTypes, phases }: Awaited<ReturnType<typeof browseContexts>>) {
  const t = useText()
  return (
    <>
      <h2 id="browse">{t('site.home.crisisTypes')}</h2>
      <ul className="counts">
        {crisisTypes.map((type) => (
          <li key={type.slug}>
            <CountedLink href={`/crisis-types/${type.slug}`} term={type} />
            {type.children.length > 0 && (
              <ul>
                {type.children.map((child) => (
                  <li key={child.slug}>
                    <CountedLink href={`/crisis-types/${child.slug}`} term={child} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <h2>{t('site.home.phases')}</h2>
      <ul className="counts">
        {phases.map((phase) => (
          <li key={phase.slug}>
            <CountedLink href={`/phases/${phase.slug}`} term={phase} />
          </li>
        ))}
      </ul>
      <p>
        <a href="/coverage">{t('insights.coverage.link')}</a>
      </p>
    </>
  )
}

const CountedLink = ({ href, term }: { href: string; term: CountedTerm }) => (
  <>
    <a href={href} data-user-text="">
      {term.label}
    </a>{' '}
    <span className="muted">{term.count}</span>
  </>
)
