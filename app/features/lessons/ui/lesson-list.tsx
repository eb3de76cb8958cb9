import { ContextWords } from '~/features/context/ui/context-links'
import { UseSummary } from '~/features/reuses/ui/used-by'
import { useText } from '~/i18n/locale'
import { ListLine, StateLabel } from '~/ui/page'
import { Ago, When } from '~/ui/when'
import type { LessonState } from '../lesson'
import type { LessonLine } from '../queries.server'
import { By } from './by'
import { ContestedLabel } from './confidence'

/**
 * Lessons as lines of a list.
 * @param own the reader wrote them all: true where their state stands above the list, 'labelled' where each bears it
 */
export const LessonList = ({ rows, own = false }: { rows: LessonLine[]; own?: boolean | 'labelled' }) => (
  <ul className="lines">
    {rows.map((row) => (
      <LessonListLine key={row.id} row={row} own={own} />
    ))}
  </ul>
)

function LessonListLine({ row, own }: { row: LessonLine; own: boolean | 'labelled' }) {
  const t = useText()
  return (
    <ListLine
      href={`/lessons/${row.id}`}
      title={row.title || t('lessons.untitled')}
      about={<ContextWords items={row.context} />}
      details={
        <>
          {own !== true && row.state !== 'observation' && (
            <>
              <LessonStateLabel state={row.state} />{' '}
            </>
          )}
          {row.track?.confidence.contested && (
            <>
              <ContestedLabel />{' '}
            </>
          )}
          {!own && (
            <>
              <By by={row.by} plain /> ·{' '}
            </>
          )}
          <Since row={row} />
          <Track row={row} />
        </>
      }
    />
  )
}

/** How it fared in other hands: nothing where it is in nobody's yet. */
function Track({ row: { id, track } }: { row: LessonLine }) {
  const t = useText()
  if (!track) return null
  const { use, confidence } = track
  return (
    <>
      {confidence.level !== 'low' && ` · ${t(`confidence.levels.${confidence.level}`)}`}
      {use && (
        <>
          {' · '}
          <UseSummary use={use} seeWhy={`/lessons/${id}#used-by`} />
        </>
      )}
    </>
  )
}

function Since({ row: { state, verifiedAt, submittedAt, updatedAt } }: { row: LessonLine }) {
  const t = useText()
  if (verifiedAt) {
    return (
      <>
        {t('lessons.verifiedOn')} <When at={verifiedAt} as="date" />
      </>
    )
  }
  const submitted = state === 'submitted' && submittedAt
  return (
    <>
      {t(submitted ? 'lessons.submittedAgo' : 'lessons.changedAgo')} <Ago at={submitted || updatedAt} />
    </>
  )
}

const tones: { readonly [state in LessonState]?: 'good' | 'warn' | 'danger' } = {
  submitted: 'warn',
  returned: 'warn',
  observation: 'good',
  'lesson-identified': 'good',
  'action-under-way': 'good',
  'lesson-learned': 'good',
}

/** The word for a lesson's state, with its mark. */
export function LessonStateLabel({ state }: { state: LessonState }) {
  return <StateLabel tone={tones[state]}>{useText()(`lessons.states.${state}`)}</StateLabel>
}
