import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { type ContextItem, contextKinds } from '../context'

const ofList = new Set(['crisisType', 'country', 'phase'])

/**
 * What something is about, as links. The whole stands in groups under their names; `brief` is one line of crisis types,
 * countries and phases for a list.
 */
export function ContextLinks({ items, brief = false }: { items: ContextItem[]; brief?: boolean }) {
  const t = useText()
  const shown = brief ? items.filter(({ kind }) => ofList.has(kind)) : items
  if (shown.length === 0) return null
  if (brief) {
    return (
      <span className="context-brief">
        {shown.map((item, index) => (
          <span key={item.href}>
            {index > 0 && ' · '}
            <ContextLink item={item} />
          </span>
        ))}
      </span>
    )
  }
  return (
    <dl className="context-links">
      {contextKinds.map((kind) => {
        const group = shown.filter((item) => item.kind === kind)
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
