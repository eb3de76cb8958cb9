import { useReader, useText } from '~/i18n/locale'
import { StateLabel } from '~/ui/page'
import {
  type ConfidenceFacts,
  type Confidence as ConfidenceOfLesson,
  confidenceReasons,
  confidenceRules,
  highFrom,
  moderateFrom,
} from '../confidence'

/** The mark of a lesson that somebody says did not hold, until it is answered. */
export const ContestedLabel = () => <StateLabel tone="danger">{useText()('confidence.contested')}</StateLabel>

/** How far a lesson can be relied on, in words, and the table by which that is computed. */
export function Confidence({ confidence, facts }: { confidence: ConfidenceOfLesson; facts: ConfidenceFacts }) {
  const t = useText()
  const { formats } = useReader()
  const number = new Intl.NumberFormat(formats, { signDisplay: 'negative' })
  return (
    <section className="confidence" aria-label={t('confidence.how')}>
      {confidence.contested && (
        <p>
          <ContestedLabel /> <a href="#did-not-hold">{t('confidence.contestedNote', { count: facts.open })}</a>
        </p>
      )}
      <p>
        {t('confidence.sentence', {
          level: t(`confidence.levels.${confidence.level}`),
          reasons: confidenceReasons(t, facts, formats),
        })}
      </p>
      <details className="how-computed">
        <summary>{t('confidence.how')}</summary>
        <p>{t('confidence.lead')}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('confidence.what')}</th>
              <th scope="col">{t('confidence.points')}</th>
              <th scope="col">{t('confidence.here')}</th>
            </tr>
          </thead>
          <tbody>
            {confidenceRules.map((rule) => (
              <tr key={rule}>
                <th scope="row">{t(`confidence.rules.${rule}`)}</th>
                <td>{t(`confidence.worth.${rule}`)}</td>
                <td data-user-text="">{number.format(confidence.parts[rule])}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('confidence.sum')}</th>
              <td />
              <td data-user-text="">
                <strong>{number.format(confidence.points)}</strong>
              </td>
            </tr>
          </tbody>
        </table>
        <p>{t('confidence.thresholds', { moderate: moderateFrom, high: highFrom })}</p>
      </details>
    </section>
  )
}
