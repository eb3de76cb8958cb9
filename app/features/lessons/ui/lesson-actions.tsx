import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { missingToSubmit } from '../lesson'
import type { LessonView } from '../queries.server'

/** The transitions that have no page of their own, in the order in which they are offered. */
const further = [
  'lesson-identified',
  'action-under-way',
  'lesson-learned',
  'noted',
  'duplicate-of',
  'superseded-by',
] as const

/** What this viewer may do with a lesson now; nothing where that is nothing. */
export function LessonActions({ lesson }: { lesson: LessonView }) {
  const t = useText()
  const { id, title, html, state, can, offers, canCompare } = lesson
  const goOn = further.filter((to) => offers.includes(to))
  if (!Object.values(can).some(Boolean) && goOn.length === 0 && !canCompare) return null
  const isComplete = missingToSubmit({ title, observation: html.observation }).length === 0
  const link = (path: string, text: string, kind = 'plain') => (
    <a className={`button button-${kind}`} href={`/lessons/${id}/${path}`}>
      {text}
    </a>
  )
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">{t('lessons.page.actions')}</h2>
      <div className="actions">
        {can.verify && link('verify', t('lessons.page.verify'), 'main')}
        {can.reword && link('wording', t('lessons.wording.link'))}
        {can.return && link('return', t('lessons.page.return'))}
        {goOn.map((to, index) => (
          <a
            key={to}
            className={`button button-${index === 0 && lesson.next?.to === to ? 'main' : 'plain'}`}
            href={`/lessons/${id}/transitions?to=${to}`}
          >
            {t(`lessons.page.go.${to}`)}
          </a>
        ))}
        {can.revise && link('edit', t(state === 'draft' ? 'lessons.page.complete' : 'lessons.page.edit'))}
        {can.submit && isComplete && (
          <form method="post" action={`/lessons/${id}/submit`}>
            <Button>{t('lessons.page.submit')}</Button>
          </form>
        )}
        {canCompare && link('versions', t('lessons.versions.link'))}
        {can.withdraw &&
          link('withdraw', t(state === 'draft' ? 'lessons.page.discard' : 'lessons.page.withdraw'), 'danger')}
      </div>
    </section>
  )
}
