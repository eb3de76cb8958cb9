import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { coverage, coverageView } from '~/features/insights/coverage.server'
import { CoverageTable } from '~/features/insights/ui/coverage-table'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('insights.coverage.title')

/** `?level=2` shows the crisis types one by one, `?crisisType=` those below one. The picture and the CSV take the same. */
export async function loader({ request }: LoaderFunctionArgs) {
  const view = coverageView(new URL(request.url).searchParams)
  const [matrix, { crisisTypes }] = await Promise.all([coverage(view), getVocabulary()])
  const query = view.crisisType
    ? `?crisisType=${encodeURIComponent(view.crisisType)}`
    : view.level === 2
      ? '?level=2'
      : ''
  return { matrix, query, families: crisisTypes.map(({ slug, label }) => ({ slug, label })) }
}

export default function Coverage() {
  const t = useText()
  const { matrix, query, families } = useLoaderData<typeof loader>()
  const here = (address: string) => (address === query ? 'page' : undefined)
  return (
    <Page title={t('insights.coverage.title')} lead={<p>{t('insights.coverage.lead')}</p>}>
      <nav className="actions" aria-label={t('insights.coverage.levels')}>
        <a href="/coverage" aria-current={here('')}>
          {t('insights.coverage.firstLevel')}
        </a>
        {families.map(({ slug, label }) => (
          <a key={slug} href={`/coverage?crisisType=${slug}`} aria-current={here(`?crisisType=${slug}`)}>
            <UserText>{t('insights.coverage.onlyWithin', { crisisType: label })}</UserText>
          </a>
        ))}
        <a href="/coverage?level=2" aria-current={here('?level=2')}>
          {t('insights.coverage.secondLevel')}
        </a>
      </nav>
      <p className="hint narrow">{t('insights.coverage.scroll')}</p>
      <CoverageTable coverage={matrix} />
      <h2>{t('insights.coverage.picture')}</h2>
      <p className="actions">
        <a href={`/coverage.csv${query}`}>{t('insights.coverage.csv')}</a>
        <a href={`/coverage.svg${query}`}>{t('insights.coverage.pictureAlone')}</a>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard */}
      <section className="coverage full" tabIndex={0} aria-label={t('insights.coverage.picture')}>
        <img
          src={`/coverage.svg${query}`}
          alt={t('insights.coverage.pictureAlt')}
          loading="lazy"
          width={330 + matrix.crisisTypes.length * matrix.phases.length * 104 + 16}
        />
      </section>
    </Page>
  )
}
