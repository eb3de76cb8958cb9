import { useReader, useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { When } from '~/ui/when'
import type { ReuseLine, UsedByWhom } from '../queries.server'
import { reuseSummary, type UseCounts } from '../reuse'

/** "used 4 times in 3 countries by State of Origin and NGOs; failed once: see why"; nothing where nobody used it. */
export function UseSummary({ use, seeWhy }: { use: UseCounts | null; seeWhy: string }) {
  const t = useText()
  const { formats } = useReader()
  const summary = use && reuseSummary(t, use, formats)
  if (!summary) return null
  return (
    <span className="use-summary">
      {summary.used}
      {summary.failed && (
        <>
          {t('reuses.summary.and')}
          <strong className="failed">{summary.failed}</strong>: <a href={seeWhy}>{t('reuses.summary.seeWhy')}</a>
        </>
      )}
    </span>
  )
}

/** Who used a lesson or practice, where and with what result, and the way to say that one used it too. */
export function UsedBy({
  use,
  rows,
  href,
  isOpen = true,
}: {
  use: UseCounts | null
  rows: ReuseLine[]
  /** Of what was used. */
  href: string
  /** Its use can be noted now. */
  isOpen?: boolean
}) {
  const t = useText()
  const failed = rows.find(({ helped }) => helped === 'no')
  return (
    <section aria-labelledby="used-by">
      <h2 id="used-by">{t('reuses.usedBy')}</h2>
      {rows.length > 0 ? (
        <p className="use-sentence">
          <UseSummary use={use} seeWhy={failed ? `#reuse-${failed.id}` : '#used-by'} />
        </p>
      ) : (
        <p>{t('reuses.nobody')}</p>
      )}
      <ul className="lines reuses">
        {rows.map((row) => (
          <Reuse key={row.id} row={row} />
        ))}
      </ul>
      {use && use.used > rows.length && <p className="muted">{t('reuses.newest', { count: rows.length })}</p>}
      {isOpen && (
        <p>
          <a className="button button-plain" href={`${href}/reuses`}>
            {t('reuses.add')}
          </a>
        </p>
      )}
    </section>
  )
}

function Reuse({ row: { id, by, country, crisis, when, changed, helped, why } }: { row: ReuseLine }) {
  const t = useText()
  return (
    <li id={`reuse-${id}`} className="line">
      <strong className={`helped-${helped}`}>{t(`reuses.results.${helped}`)}</strong>
      {' · '}
      <UserText>{crisis}</UserText> · <UserText>{country}</UserText> · <When at={when} as="date" timeZone="UTC" />
      {changed && <Told label={t('reuses.told.changed')} text={changed} />}
      {why && <Told label={t('reuses.told.why')} text={why} />}
      <p className="muted">
        <ByWhom by={by} />
      </p>
    </li>
  )
}

const Told = ({ label, text }: { label: string; text: string }) => (
  <p>
    {label}{' '}
    <span className="as-typed" dir="auto" data-user-text="">
      {text}
    </span>
  </p>
)

function ByWhom({ by: { name, memberId, organization, stakeholderType } }: { by: UsedByWhom }) {
  const t = useText()
  const rest = [organization, stakeholderType].filter((part) => part !== undefined)
  return (
    <>
      {name && memberId && (
        <a href={`/members/${memberId}`}>
          <UserText>{name}</UserText>
        </a>
      )}
      {!name && rest.length === 0 && t('reuses.somebody')}
      {rest.map((part, index) => (
        <span key={part}>
          {(name || index > 0) && ' · '}
          <UserText>{part}</UserText>
        </span>
      ))}
    </>
  )
}
