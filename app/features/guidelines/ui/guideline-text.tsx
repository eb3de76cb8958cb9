import { useText } from '~/i18n/locale'
import { UserHtml, UserText } from '~/ui/user-text'
import type { GuidelineView } from '../guideline'

/** A guideline's phase, area, text and sample practices, each sample practice with its own address. */
export function GuidelineText({ guideline }: { guideline: GuidelineView }) {
  const t = useText()
  const { phase, thematicArea, bodyHtml, sourceUrl } = guideline
  return (
    <>
      <dl className="record">
        <div>
          <dt>{t('guidelines.phase')}</dt>
          <dd>
            <a href={`/phases/${phase.slug}`}>
              <UserText>{phase.label}</UserText>
            </a>
          </dd>
        </div>
        <div>
          <dt>{t('guidelines.thematicArea')}</dt>
          <dd>
            <UserText>{thematicArea}</UserText>
          </dd>
        </div>
        {sourceUrl && (
          <div>
            <dt>{t('guidelines.source')}</dt>
            <dd>
              <a href={sourceUrl} rel="noopener noreferrer">
                {t('guidelines.sourceLink')}
              </a>
            </dd>
          </div>
        )}
      </dl>
      {bodyHtml ? (
        <UserHtml html={bodyHtml} />
      ) : (
        <p>
          {t('guidelines.noText')}{' '}
          {sourceUrl && (
            <a href={sourceUrl} rel="noopener noreferrer">
              {t('guidelines.textSource')}
            </a>
          )}
        </p>
      )}
      <SamplePractices guideline={guideline} />
    </>
  )
}

function SamplePractices({
  guideline: { samplePractices, samplePracticesAre, sourceUrl },
}: {
  guideline: GuidelineView
}) {
  const t = useText()
  return (
    <section>
      <h2>{t('guidelines.samplePractices')}</h2>
      {samplePracticesAre === 'summary' && (
        <p className="summary-note">
          {t('guidelines.summary')}{' '}
          {sourceUrl && (
            <a href={sourceUrl} rel="noopener noreferrer">
              {t('guidelines.summarySource')}
            </a>
          )}
        </p>
      )}
      {samplePractices.length === 0 ? (
        <p>{t('guidelines.noSamplePractices')}</p>
      ) : (
        <ul className="sample-practices">
          {samplePractices.map(({ id, text }) => (
            <li key={id} id={id}>
              <a href={`#${id}`} aria-label={t('guidelines.permalink', { id })} data-user-text="">
                {id}
              </a>{' '}
              <UserText>{text}</UserText>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The ways to the guidelines before and after. */
export function GuidelinesBeside({ guideline: { previous, next } }: { guideline: GuidelineView }) {
  const t = useText()
  return (
    <nav className="pager" aria-label={t('guidelines.others')}>
      {previous && <a href={`/guidelines/${previous}`}>{t('guidelines.short', { number: previous })}</a>}
      {next && <a href={`/guidelines/${next}`}>{t('guidelines.short', { number: next })}</a>}
    </nav>
  )
}
