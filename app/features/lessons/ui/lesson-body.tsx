import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'
import { UserHtml } from '~/ui/user-text'
import type { LessonText } from '../lesson'
import type { LessonView } from '../queries.server'

const story = ['planned', 'observation', 'discussion', 'conclusion'] as const satisfies LessonText[]

/**
 * What a lesson says: first what to do and where it holds, beside it where it did not, then how it came to that.
 */
export function LessonBody({
  lesson: { html },
  didNotHold,
}: {
  lesson: Pick<LessonView, 'html'>
  /** Stands beside "Holds when", with the same weight. */
  didNotHold?: ReactNode
}) {
  const t = useText()
  return (
    <>
      <section className="ruled recommendation" aria-labelledby="recommendation">
        <h2 id="recommendation">{t('lessons.fields.recommendation')}</h2>
        {html.recommendation ? (
          <UserHtml html={html.recommendation} />
        ) : (
          <p className="muted">{t('lessons.page.noRecommendation')}</p>
        )}
      </section>
      <div className="side-by-side">
        {html.holdsWhen && <Part name="holdsWhen" html={html.holdsWhen} />}
        {didNotHold}
      </div>
      {story.map((name) => html[name] && <Part key={name} name={name} html={html[name]} />)}
    </>
  )
}

function Part({ name, html }: { name: LessonText; html: string }) {
  return (
    <section aria-labelledby={name}>
      <h2 id={name}>{useText()(`lessons.fields.${name}`)}</h2>
      <UserHtml html={html} />
    </section>
  )
}
