import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { missingToSubmit } from '../lesson'
import type { LessonView } from '../queries.server'

/** What this viewer may do with a lesson now; nothing where that is nothing. */
export function LessonActions({ lesson: { id, title, html, state, can } }: { lesson: LessonView }) {
  const t = useText()
  if (!Object.values(can).some(Boolean)) return null
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
        {can.return && link('return', t('lessons.page.return'))}
        {can.revise && link('edit', t(state === 'draft' ? 'lessons.page.complete' : 'lessons.page.edit'))}
        {can.submit && isComplete && (
          <form method="post" action={`/lessons/${id}/submit`}>
            <Button>{t('lessons.page.submit')}</Button>
          </form>
        )}
        {can.withdraw &&
          link('withdraw', t(state === 'draft' ? 'lessons.page.discard' : 'lessons.page.withdraw'), 'danger')}
      </div>
    </section>
  )
}
