import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import type { Attribution } from '../attribution'

/**
 * Who stands behind something, as far as the reader may know.
 * @param note says what others see where that is less
 * @param plain the name without its link, for a line of a list
 */
export function By({ by, note = false, plain = false }: { by: Attribution; note?: boolean; plain?: boolean }) {
  const t = useText()
  const { name, memberId, organization, stakeholderType, hidden } = by
  const rest = [organization, stakeholderType].filter((part) => part !== undefined)
  return (
    <>
      {name &&
        memberId &&
        (plain ? (
          <UserText>{name}</UserText>
        ) : (
          <a href={`/members/${memberId}`}>
            <UserText>{name}</UserText>
          </a>
        ))}
      {!name && rest.length === 0 && t('lessons.member')}
      {rest.map((part, index) => (
        <span key={part}>
          {(name || index > 0) && ' · '}
          <UserText>{part}</UserText>
        </span>
      ))}
      {note && hidden && <span className="muted"> {t(`lessons.hidden.${hidden}`)}</span>}
    </>
  )
}
