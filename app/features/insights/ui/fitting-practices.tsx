import { briefLabel } from '~/features/context/shared-context'
import { useReader, useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import type { FittingPractice } from '../fitting-practices.server'

/** Practices that fit what the page is about. Nothing where none does. */
export function FittingPractices({ practices }: { practices: FittingPractice[] }) {
  const t = useText()
  const { formats } = useReader()
  if (practices.length === 0) return null
  const list = new Intl.ListFormat(formats, { style: 'long', type: 'conjunction' })
  return (
    <section aria-labelledby="fitting-practices">
      <h2 id="fitting-practices">{t('insights.fitting.practices')}</h2>
      <ul className="lines">
        {practices.map(({ slug, title, shared }) => (
          <li key={slug} className="line">
            <a className="line-title" href={`/practices/${slug}`} dir="auto" data-user-text="">
              {title}
            </a>
            <p className="muted">
              <UserText>
                {t('insights.fitting.why', {
                  shared: list.format(shared.slice(0, 3).map((item) => briefLabel(item, t))),
                })}
              </UserText>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
