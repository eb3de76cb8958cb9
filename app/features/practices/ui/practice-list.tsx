import { UseSummary } from '~/features/reuses/ui/used-by'
import { useText } from '~/i18n/locale'
import { ListLine } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import type { PracticeLine } from '../practice'
import { Terms } from './terms'

/** Practices one under another: title, what it is about, then who did it and what type of practice it is. */
export function PracticeList({ rows }: { rows: PracticeLine[] }) {
  const t = useText()
  return (
    <ul className="lines">
      {rows.map(({ slug, title, about, stakeholderLine, typesOfPractice, use }) => (
        <ListLine
          key={slug}
          href={`/practices/${slug}`}
          title={title}
          about={<Terms terms={about} plain />}
          details={
            <>
              <UserText>{stakeholderLine || t('practices.noStakeholder')}</UserText>
              {typesOfPractice.length > 0 && (
                <>
                  {' · '}
                  <UserText>{typesOfPractice.join(', ')}</UserText>
                </>
              )}
              {use && (
                <>
                  {' · '}
                  <UseSummary use={use} seeWhy={`/practices/${slug}#used-by`} />
                </>
              )}
            </>
          }
        />
      ))}
    </ul>
  )
}
