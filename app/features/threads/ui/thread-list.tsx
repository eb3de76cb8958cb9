import { ContextWords } from '~/features/context/ui/context-links'
import { useText } from '~/i18n/locale'
import { ListLine } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import { Ago } from '~/ui/when'
import type { ThreadLine } from '../queries.server'

/** Threads as lines: title, what each is about, who started it, how many replies, when the newest post was sent. */
export function ThreadList({ rows }: { rows: ThreadLine[] }) {
  const t = useText()
  return (
    <ul className="lines">
      {rows.map(({ id, title, href, author, replies, at, context }) => (
        <ListLine
          key={id}
          href={href}
          title={title}
          about={context.length > 0 && <ContextWords items={context} />}
          details={
            <>
              <UserText>{author.name}</UserText> · {t('threads.replies', { count: replies })} · {t('threads.newest')}{' '}
              <Ago at={at} />
            </>
          }
        />
      ))}
    </ul>
  )
}
