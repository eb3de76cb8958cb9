import type { LoaderFunctionArgs } from '@remix-run/node'
import { type MetaArgs, useLoaderData } from '@remix-run/react'
import { ContextLine, ContextLinks, hasBeside } from '~/features/context/ui/context-links'
import { cite } from '~/features/exports/export-item.server'
import { CiteExport } from '~/features/exports/ui/export-links'
import { originOf } from '~/features/harvest/queries.server'
import { recordOfLesson } from '~/features/lessons/lesson-record.server'
import { getLesson } from '~/features/lessons/queries.server'
import { By } from '~/features/lessons/ui/by'
import { Confidence } from '~/features/lessons/ui/confidence'
import { DidNotHold } from '~/features/lessons/ui/did-not-hold'
import { LessonActions } from '~/features/lessons/ui/lesson-actions'
import { LessonBody } from '~/features/lessons/ui/lesson-body'
import { LessonFollowUp } from '~/features/lessons/ui/lesson-follow-up'
import { LookBehind, LooksLog } from '~/features/lessons/ui/lesson-looks'
import { LessonPeers } from '~/features/lessons/ui/lesson-peers'
import { LessonStanding } from '~/features/lessons/ui/lesson-standing'
import { LessonTimeline } from '~/features/lessons/ui/lesson-timeline'
import { readerOf } from '~/features/members/reader.server'
import { isAdministrator } from '~/features/members/viewer'
import { viewerOf } from '~/features/members/viewer.server'
import { UsedBy } from '~/features/reuses/ui/used-by'
import { likelyDuplicates } from '~/features/search/likely-duplicates.server'
import { LikelyDuplicates } from '~/features/search/ui/similar-things'
import { useText } from '~/i18n/locale'
import { dataTitle, pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import { When } from '~/ui/when'

type Data = { lesson: { title: string } }

export const meta = (args: MetaArgs<typeof loader>) =>
  args.data && !args.data.lesson.title
    ? pageTitle('lessons.untitled')(args)
    : dataTitle<Data>(({ lesson }) => lesson.title)(args)

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const lesson = await getLesson(viewer, id, formats)
  const { sessionActionId, isAuthor } = lesson
  const session = await originOf(
    viewer,
    lesson.peerSessionId,
    sessionActionId ? { id: sessionActionId, isAuthor } : null,
  )
  const record = await recordOfLesson(viewer, id, formats)
  const mayPromote = lesson.state === 'lesson-learned' && !record.practice && isAdministrator(viewer)
  const cited = await cite(viewer, 'lessons', id, request)
  const duplicates =
    lesson.state === 'submitted' && !lesson.isAuthor ? await likelyDuplicates(viewer, [id], formats) : {}
  return {
    lesson,
    record,
    mayPromote,
    cited,
    duplicates: duplicates[id] ?? [],
    session,
  }
}

export default function Lesson() {
  const t = useText()
  const { lesson, record, mayPromote, cited, duplicates, session } = useLoaderData<typeof loader>()
  return (
    <Page
      title={lesson.title || t('lessons.untitled')}
      userTitle={lesson.title !== ''}
      lead={
        <>
          {lesson.context.length > 0 && (
            <p className="muted">
              <ContextLine items={lesson.context} />
            </p>
          )}
          <LessonStanding lesson={lesson} />
        </>
      }
      aside={
        <>
          {hasBeside(lesson.context) && (
            <>
              <h2>{t('lessons.page.about')}</h2>
              <ContextLinks items={lesson.context} beside />
            </>
          )}
          {session && (
            <>
              <h2>{t('lessons.page.session')}</h2>
              <p>
                <a href={`/sessions/${session.id}`}>
                  <UserText>{session.title}</UserText>
                </a>
              </p>
              {session.actionId && (
                <p>
                  <a href={`/sessions/${session.id}/actions/${session.actionId}`}>{t('sessionActions.lesson.from')}</a>
                </p>
              )}
            </>
          )}
          <CiteExport cited={cited} />
        </>
      }
    >
      <LikelyDuplicates things={duplicates} />
      <p>
        {t('lessons.page.by')} <By by={lesson.by} note={lesson.isAuthor} />
      </p>
      <LookBehind lesson={lesson} />
      {record.isOpen && <Confidence confidence={record.confidence} facts={record.facts} />}
      <LessonBody
        lesson={lesson}
        didNotHold={<DidNotHold lessonId={lesson.id} rows={record.counterEvidence} isOpen={record.isOpen} />}
      />
      <dl className="record">
        <div>
          <dt>{t('lessons.page.source')}</dt>
          <dd>{t(`lessons.sourceKindsShort.${lesson.sourceKind}`)}</dd>
        </div>
        {lesson.eventDate && (
          <div>
            <dt>{t('lessons.page.happenedOn')}</dt>
            <dd>
              <When at={lesson.eventDate} as="date" timeZone="UTC" />
            </dd>
          </div>
        )}
      </dl>
      {(record.isOpen || record.reuses.length > 0) && (
        <UsedBy use={record.use} rows={record.reuses} href={`/lessons/${lesson.id}`} isOpen={record.isOpen} />
      )}
      {record.practice && (
        <p>
          {t('promotion.practice')}{' '}
          <a href={`/practices/${record.practice.slug}`}>
            <UserText>{record.practice.title}</UserText>
          </a>
        </p>
      )}
      {mayPromote && (
        <p>
          <a className="button button-plain" href={`/lessons/${lesson.id}/promote`}>
            {t('promotion.make')}
          </a>
        </p>
      )}
      <LessonFollowUp lesson={lesson} />
      <LessonPeers lesson={lesson} />
      <LessonActions lesson={lesson} />
      <section aria-labelledby="timeline">
        <h2 id="timeline">{t('lessons.page.timeline')}</h2>
        <LessonTimeline timeline={lesson.timeline} />
      </section>
      <LooksLog lesson={lesson} />
    </Page>
  )
}
