import { useText } from '~/i18n/locale'
import { ListLine } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import type { GuidelinesOfPhase } from '../guideline'

/** All guidelines under their crisis phases. */
export function GuidelineList({ phases }: { phases: GuidelinesOfPhase[] }) {
  const t = useText()
  return phases.map(({ slug, label, guidelines }) => (
    <section key={slug}>
      <h2>
        <UserText>{label}</UserText>
      </h2>
      <ul className="lines">
        {guidelines.map(({ number, title, thematicArea }) => (
          <ListLine
            key={number}
            href={`/guidelines/${number}`}
            title={t('guidelines.line', { number, title })}
            details={<UserText>{thematicArea}</UserText>}
          />
        ))}
      </ul>
    </section>
  ))
}
