import { useText } from '~/i18n/locale'
import { StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import { Ago } from '~/ui/when'
import type { LessonLine } from '../queries.server'
import { By } from './by'

const patience = 7 * 86_400_000

/** A lesson that may say the same already. */
export type LikelyDuplicate = { title: string; url: string }

/** Lessons that wait for a reviewer: how long, marked where that is long, and below each what may say the same. */
export function ReviewList({
  rows,
  duplicates,
}: {
  rows: LessonLine[]
  duplicates: Record<string, LikelyDuplicate[]>
}) {
  const t = useText()
  return (
    <ul className="lines">
      {rows.map(({ id, title, by, submittedAt, updatedAt }) => (
        <li key={id} className="line">
          <a className="line-title" href={`/lessons/${id}`}>
            <UserText>{title}</UserText>
          </a>
          <p className="muted">
            <By by={by} /> · {t('lessons.submittedAgo')} <Ago at={submittedAt ?? updatedAt} />
            {Date.now() - (submittedAt ?? updatedAt).getTime() > patience && (
              <>
                {' '}
                <StateLabel tone="danger">{t('lessons.review.waitsLong')}</StateLabel>
              </>
            )}
          </p>
          <LikelyDuplicates rows={duplicates[id] ?? []} />
        </li>
      ))}
    </ul>
  )
}

/** What may say the same as a lesson that waits; nothing where nothing does. */
export function LikelyDuplicates({ rows }: { rows: LikelyDuplicate[] }) {
  const t = useText()
  if (rows.length === 0) return null
  return (
    <div className="notice">
      <p>{t('lessons.review.duplicates')}</p>
      <ul>
        {rows.map(({ title, url }) => (
          <li key={url}>
            <a href={url}>
              <UserText>{title}</UserText>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
