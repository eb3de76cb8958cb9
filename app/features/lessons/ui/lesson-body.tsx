import { useText } from '~/i18n/locale'
import { UserHtml } from '~/ui/user-text'
import type { LessonText } from '../lesson'
import type { LessonView } from '../queries.server'

const story = ['planned', 'observation', 'discussion', 'conclusion'] as const satisfies LessonText[]

/** What a lesson says: first what to do and where it holds, then how it came to that. */
export function LessonBody({ lesson: { html } }: { lesson: Pick<LessonView, 'html'> }) {
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
      {html.holdsWhen && <Part name="holdsWhen" html={html.holdsWhen} />}
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
