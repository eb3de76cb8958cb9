import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listActions } from '~/features/lessons/actions.server'
import { LessonActionLine } from '~/features/lessons/ui/action-list'
import { viewerOf } from '~/features/members/viewer.server'
import { listSessionActions } from '~/features/session-actions/queries.server'
import { ActionOfSessionLine } from '~/features/session-actions/ui/action-lines'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'

export const meta = pageTitle('lessons.actions.title')

const partNames = ['own', 'overdue', 'coming'] as const
type Part = (typeof partNames)[number]

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request)
  const [ofLessons, ofSessions] = await Promise.all([listActions(viewer), listSessionActions(viewer)])
  const together = (part: Part) =>
    [
      ...ofLessons[part].map((action) => ({ kind: 'lesson' as const, dueDate: action.dueDate, action })),
      ...ofSessions[part].map((action) => ({ kind: 'session' as const, dueDate: action.dueDate, action })),
    ].sort(byDueDate)
  return {
    actions: { own: together('own'), overdue: together('overdue'), coming: together('coming') },
    isMember: viewer !== null,
  }
}

/** The first due first; what has no day last. */
const byDueDate = (a: { dueDate: string }, b: { dueDate: string }): number =>
  Number(a.dueDate === '') - Number(b.dueDate === '') || a.dueDate.localeCompare(b.dueDate)

export default function Actions() {
  const t = useText()
  const { actions, isMember } = useLoaderData<typeof loader>()
  const empty = { own: 'noneOwn', overdue: 'noneOverdue', coming: 'noneComing' } as const
  return (
    <Page title={t('lessons.actions.title')} lead={<p>{t('lessons.actions.lead')}</p>}>
      {partNames
        .filter((part) => isMember || part !== 'own')
        .map((part) => (
          <section key={part} aria-labelledby={part}>
            <h2 id={part}>{t(`lessons.actions.${part}`)}</h2>
            {actions[part].length > 0 ? (
              <ul className="lines">
                {actions[part].map((one) =>
                  one.kind === 'lesson' ? (
                    <LessonActionLine key={one.action.lessonId} action={one.action} />
                  ) : (
                    <ActionOfSessionLine key={one.action.id} action={one.action} />
                  ),
                )}
              </ul>
            ) : (
              <EmptyState>{t(`lessons.actions.${empty[part]}`)}</EmptyState>
            )}
          </section>
        ))}
      <p>
        <a href="/lessons">{t('lessons.actions.all')}</a>
      </p>
    </Page>
  )
}
