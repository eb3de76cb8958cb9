import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { type ContextItem, type ContextKind, contextKinds } from '../context'

/** Stays with what is before it where a line is broken. */
const dot = '\u00a0· '
/** What a line tells of a context, in this order; the rest stands beside the page. */
const inLine: readonly ContextKind[] = ['crisisType', 'country', 'phase']
const beside = contextKinds.filter((kind) => !inLine.includes(kind))

const lineOf = (items: ContextItem[]) => inLine.flatMap((of) => items.filter(({ kind }) => kind === of))

/** What something is about, in words without links, for a line of a list: the title is the one thing to press. */
export function ContextWords({ items }: { items: ContextItem[] }) {
  return lineOf(items).map(({ href, label, family }, index) => (
    <span key={href} className={family && `kind-${family}`}>
      {index > 0 && <span className="muted">{dot}</span>}
      <UserText>{label}</UserText>
    </span>
  ))
}

/** What a page is about in one line of links: crisis types, countries, phases. */
export function ContextLine({ items }: { items: ContextItem[] }) {
  return lineOf(items).map((item, index) => (
    <span key={item.href}>
      {index > 0 && dot}
      <ContextLink item={item} />
    </span>
  ))
}

/** Whether there is anything for `<ContextLinks beside>` to show. */
export const hasBeside = (items: ContextItem[]): boolean => items.some(({ kind }) => beside.includes(kind))

/**
 * What something is about, as links in groups under their names.
 * @param beside without what `<ContextLine>` tells on the same page
 */
export function ContextLinks({ items, beside: onlyBeside = false }: { items: ContextItem[]; beside?: boolean }) {
  const t = useText()
  if (items.length === 0) return null
  return (
    <dl className="context-links">
      {(onlyBeside ? beside : contextKinds).map((kind) => {
        const group = items.filter((item) => item.kind === kind)
        return group.length === 0 ? null : (
          <div key={kind}>
            <dt>{t(`context.groups.${kind}`)}</dt>
            {group.map((item) => (
              <dd key={item.key}>
                <ContextLink item={item} />
              </dd>
            ))}
          </div>
        )
      })}
    </dl>
  )
}

/** One thing of a context as a link; a crisis type in the colour of its first level. */
export const ContextLink = ({ item: { label, href, family } }: { item: ContextItem }) => (
  <a href={href} className={family && `kind-${family}`}>
    <UserText>{label}</UserText>
  </a>
)
