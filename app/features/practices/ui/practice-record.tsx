import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'
import type { MessageKey } from '~/i18n/translate'
import { UserHtml, UserText } from '~/ui/user-text'
import type { LinkedTerm, PracticeView } from '../practice'
import { Terms } from './terms'

/** Every field of a practice's record. A field that the record leaves out says so. */
export function PracticeFields({ practice }: { practice: PracticeView }) {
  const t = useText()
  return (
    <dl className="record">
      <TermsField name="typeOfPractice" terms={practice.typesOfPractice} practice={practice} />
      <TermsField name="country" terms={practice.countries} practice={practice} />
      <Field name="stakeholder">
        <Stakeholders practice={practice} />
      </Field>
      <TermsField name="stakeholderType" terms={practice.stakeholderTypes} practice={practice} />
      <TermsField name="crisisType" terms={practice.crisisTypes} practice={practice} />
      <TermsField name="phase" terms={practice.phases} practice={practice} />
      <Field name="thematicArea">
        {practice.thematicAreas.length > 0 ? <UserText>{practice.thematicAreas.join(', ')}</UserText> : <NotSaid />}
      </Field>
      <TermsField name="guideline" terms={practice.guidelines} practice={practice} />
      {practice.sourceUrl && (
        <Field name="source">
          <a href={practice.sourceUrl} rel="nofollow noopener noreferrer">
            {t('practices.sourceLink', { host: new URL(practice.sourceUrl).host })}
          </a>
        </Field>
      )}
    </dl>
  )
}

type FieldName = 'typeOfPractice' | 'country' | 'stakeholder' | 'stakeholderType' | 'crisisType' | 'phase' | 'guideline'

function Field({ name, children }: { name: FieldName | 'thematicArea' | 'source'; children: ReactNode }) {
  const t = useText()
  return (
    <div>
      <dt>{t(`practices.fields.${name}`)}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Known values as links, and beside them those that the record has and no list knows. */
function TermsField({ name, terms, practice }: { name: FieldName; terms: LinkedTerm[]; practice: PracticeView }) {
  const t = useText()
  const unknown = practice.unknownValues.filter(({ field }) => field === name)
  return (
    <Field name={name}>
      {terms.length === 0 && unknown.length === 0 && <NotSaid />}
      <Terms terms={terms} />
      {unknown.map(({ value }, index) => (
        <span key={value}>
          {(index > 0 || terms.length > 0) && ' · '}
          <UserText>{value}</UserText> <span className="muted">{t('practices.unknown')}</span>
        </span>
      ))}
    </Field>
  )
}

function Stakeholders({ practice: { stakeholderLine, stakeholders } }: { practice: PracticeView }) {
  if (stakeholderLine === '') return <NotSaid />
  if (stakeholders.length < 2) return <UserText>{stakeholderLine}</UserText>
  return (
    <ul className="plain">
      {stakeholders.map((name) => (
        <li key={name}>
          <UserText>{name}</UserText>
        </li>
      ))}
    </ul>
  )
}

const NotSaid = () => <span className="muted">{useText()('practices.notSaid')}</span>

/** What the record tells, its links, and the text on it that belongs to no field. */
export function PracticeText({ practice }: { practice: PracticeView }) {
  const t = useText()
  const other = practice.unknownValues.filter(
    ({ field }) => field === 'text' || field === 'source' || field === 'thematicArea',
  )
  return (
    <>
      <h2>{t('practices.description')}</h2>
      {practice.descriptionHtml ? <UserHtml html={practice.descriptionHtml} /> : <p>{t('practices.noDescription')}</p>}
      {practice.links.length > 0 && (
        <>
          <h2>{t('practices.links')}</h2>
          <ul>
            {practice.links.map(({ label, url }) => (
              <li key={`${label} ${url}`}>
                {url && /^https?:\/\//iu.test(url) ? (
                  <a href={url} rel="nofollow noopener noreferrer">
                    <UserText>{label}</UserText>
                  </a>
                ) : (
                  <>
                    <UserText>{label}</UserText> <span className="muted">{t('practices.linkWithoutAddress')}</span>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {other.length > 0 && (
        <>
          <h2>{t('practices.otherText')}</h2>
          <dl>
            {other.map(({ field, value }) => (
              <div key={`${field} ${value}`}>
                <dt>{t(`practices.fields.${field}` as MessageKey)}</dt>
                <dd>
                  <UserText>{value}</UserText>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}
