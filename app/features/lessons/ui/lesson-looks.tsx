import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { UserText } from '~/ui/user-text'
import { When } from '~/ui/when'
import type { LessonView } from '../queries.server'

/** For a reviewer the button that shows who wrote a lesson. */
export function LookBehind({ lesson: { id, canLook, isAuthor, by } }: { lesson: LessonView }) {
  const t = useText()
  if (!isAuthor && by.hidden) return <p className="muted">{t('lessons.looks.shown')}</p>
  if (!canLook) return null
  return (
    <form method="post" action={`/lessons/${id}/attribution`}>
      <Button kind="link">{t('lessons.looks.show')}</Button> <span className="hint">{t('lessons.looks.hint')}</span>
    </form>
  )
}

/** For an author who chose not to be named: which reviewers looked who wrote it, and when. */
export function LooksLog({ lesson: { isAuthor, by, looks } }: { lesson: LessonView }) {
  const t = useText()
  if (!isAuthor || !by.hidden) return null
  return (
    <section aria-labelledby="looks">
      <h2 id="looks">{t('lessons.looks.title')}</h2>
      {looks.length === 0 && <p>{t('lessons.looks.none')}</p>}
      <ul>
        {looks.map(({ name, at }) => (
          <li key={String(at)}>
            <UserText>{name}</UserText> · <When at={at} />
          </li>
        ))}
      </ul>
    </section>
  )
}
