import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'
import { StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import { Ago } from '~/ui/when'
import type { LessonLine } from '../queries.server'
import { By } from './by'

const patience = 7 * 86_400_000

/** Lessons that wait for a reviewer: how long, marked where that is long, and `below` each what the page adds. */
export function ReviewList({ rows, below }: { rows: LessonLine[]; below?: (row: LessonLine) => ReactNode }) {
  const t = useText()
  return (
    <ul className="lines">
      {rows.map((row) => (
        <li key={row.id} className="line">
          <a className="line-title" href={`/lessons/${row.id}`}>
            <UserText>{row.title}</UserText>
          </a>
          <p className="muted">
            <By by={row.by} /> · {t('lessons.submittedAgo')} <Ago at={row.submittedAt ?? row.updatedAt} />
            {Date.now() - (row.submittedAt ?? row.updatedAt).getTime() > patience && (
              <>
                {' '}
                <StateLabel tone="danger">{t('lessons.review.waitsLong')}</StateLabel>
              </>
            )}
          </p>
          {below?.(row)}
        </li>
      ))}
    </ul>
  )
}
