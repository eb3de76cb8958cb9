import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { Ago } from '~/ui/when'
import { type Coverage, type CoverageCell, coverageUrl, coveredStates, isEmpty } from '../coverage'

/** The matrix as a table that scrolls by itself where it is wider than the page. */
export function CoverageTable({ coverage: { guidelines, crisisTypes, phases } }: { coverage: Coverage }) {
  const t = useText()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard (WCAG 2.1.1)
    <section className="coverage full" tabIndex={0} aria-labelledby="coverage-caption">
      <table>
        <caption id="coverage-caption">{t('insights.coverage.caption')}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {t('insights.coverage.guideline')}
            </th>
            <th scope="col" rowSpan={2}>
              {t('insights.coverage.inAll')}
            </th>
            {crisisTypes.map(({ slug, label, family }) => (
              <th key={slug} scope="colgroup" colSpan={phases.length}>
                <a href={`/crisis-types/${slug}`} className={`kind-${family}`}>
                  <UserText>{label}</UserText>
                </a>
              </th>
            ))}
          </tr>
          <tr>
            {crisisTypes.map(({ slug }) =>
              phases.map((phase) => (
                <th key={`${slug} ${phase.slug}`} scope="col">
                  <UserText>{phase.label}</UserText>
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {guidelines.map(({ number, title, whole, cells }) => (
            <tr key={number}>
              <th scope="row">
                <a href={`/guidelines/${number}`}>
                  <UserText>{`${number}. ${title}`}</UserText>
                </a>
              </th>
              <Cell cell={whole} guideline={number} />
              {crisisTypes.map((type, at) =>
                phases.map((phase, index) => {
                  const cell = cells[at]?.[index]
                  return (
                    cell && (
                      <Cell
                        key={`${type.slug} ${phase.slug}`}
                        cell={cell}
                        guideline={number}
                        crisisType={type}
                        phase={phase}
                      />
                    )
                  )
                }),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Place = { slug: string; label: string }

function Cell({
  cell,
  guideline,
  crisisType,
  phase,
}: {
  cell: CoverageCell
  guideline: number
  crisisType?: Place
  phase?: Place
}) {
  const t = useText()
  const url = (path: Parameters<typeof coverageUrl>[0]) => coverageUrl(path, guideline, crisisType?.slug, phase?.slug)
  if (isEmpty(cell)) {
    return (
      <td className="coverage-empty">
        <a
          href={url('/threads/new')}
          aria-label={
            crisisType && phase
              ? t('insights.coverage.askAbout', { number: guideline, crisisType: crisisType.label, phase: phase.label })
              : undefined
          }
        >
          {t('insights.coverage.ask')}
        </a>
      </td>
    )
  }
  return (
    <td>
      {cell.lessons > 0 && (
        <>
          <a href={url('/lessons')}>{t('insights.coverage.lessons', { count: cell.lessons })}</a>
          <ul>
            {coveredStates
              .filter((state) => cell.states[state] > 0)
              .map((state) => (
                <li key={state}>
                  <a href={`${url('/lessons')}&state=${state}`}>
                    {t(`insights.coverage.states.${state}`, { count: cell.states[state] })}
                  </a>
                </li>
              ))}
          </ul>
        </>
      )}
      {cell.practices > 0 && (
        <a href={url('/practices')}>{t('insights.coverage.practices', { count: cell.practices })}</a>
      )}
      {cell.threads > 0 && <a href={url('/threads')}>{t('insights.coverage.threads', { count: cell.threads })}</a>}
      {cell.newest && (
        <span className="muted">
          {t('insights.coverage.newest')} <Ago at={cell.newest} />
        </span>
      )}
    </td>
  )
}
