import { UserText } from '~/ui/user-text'
import type { LinkedTerm } from '../practice'

/**
 * What a practice names, in one line; a crisis type in the colour of its first level.
 * @param plain words without links, for a list in which the title is the one thing to press
 */
export function Terms({ terms, plain = false }: { terms: LinkedTerm[]; plain?: boolean }) {
  return terms.map(({ label, href, family }, index) => {
    const className = family && `kind-${family}`
    return (
      <span key={href} className={plain ? className : undefined}>
        {index > 0 && <span className="muted">{'\u00a0· '}</span>}
        {plain ? (
          <UserText>{label}</UserText>
        ) : (
          <a href={href} className={className}>
            <UserText>{label}</UserText>
          </a>
        )}
      </span>
    )
  })
}
