import { UserText } from '~/ui/user-text'
import type { LinkedTerm } from '../practice'

/** What a practice names, as links in one line; a crisis type in the colour of its first level. */
export function Terms({ terms }: { terms: LinkedTerm[] }) {
  return terms.map(({ label, href, family }, index) => (
    <span key={href}>
      {index > 0 && ' · '}
      <a href={href} className={family && `kind-${family}`}>
        <UserText>{label}</UserText>
      </a>
    </span>
  ))
}
