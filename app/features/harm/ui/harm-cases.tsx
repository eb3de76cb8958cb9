import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { UserText } from '~/ui/user-text'
import { When } from '~/ui/when'
import type { HarmCase } from '../review-harm.server'

type Shown = Omit<HarmCase, 'at'> & { at: Date | string }

/** The texts that wait for a reviewer, each with its places marked and the two verdicts. */
export function HarmCases({ cases }: { cases: Shown[] }) {
  const t = useText()
  return (
    <>
      {cases.map(({ id, kind, number, title, href, by, at, parts, can }) => (
        <article key={id} className="post">
          <h2>
            <a href={href}>{t(kind === 'post' ? 'harm.review.post' : 'harm.review.message', { number, title })}</a>
          </h2>
          <p className="muted">
            <UserText>{t('harm.review.by', { name: by.name })}</UserText> <When at={at} />
          </p>
          <pre className="source" dir="auto" data-user-text="">
            {parts.map((part, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text keep their order
              part.kind ? <mark key={index}>{part.text}</mark> : part.text,
            )}
          </pre>
          {can.review ? (
            <form method="post" action={`/review/harm/${id}`} className="actions">
              <Button name="verdict" value="shown">
                {t('harm.review.show')}
              </Button>
              <Button name="verdict" value="removed" kind="danger">
                {t('harm.review.remove')}
              </Button>
            </form>
          ) : (
            <p className="muted">{t('harm.review.own')}</p>
          )}
        </article>
      ))}
    </>
  )
}
