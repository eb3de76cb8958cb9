import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { contextQuery, pickContextKeys } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { ContextChips, ContextFilters } from '~/features/context/ui/context-filters'
import { ExportList } from '~/features/exports/ui/export-links'
import { lessonFacets } from '~/features/lessons/facets.server'
import { publicStates, unfinishedStates } from '~/features/lessons/lesson'
import { countLessonsToReview, type LessonLine, listLessons, ownLessons } from '~/features/lessons/queries.server'
import { LessonList, LessonStateLabel } from '~/features/lessons/ui/lesson-list'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { withWords } from '~/features/search/with-words.server'
import { chosenTerms } from '~/features/taxonomy/chosen-terms.server'
import { filterUrl, isFiltered, parseContextFilter } from '~/features/taxonomy/context-filter'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page, Pager } from '~/ui/page'

export const meta = pageTitle('lessons.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const { searchParams } = new URL(request.url)
  const after = searchParams.get('after')
  const filter = parseContextFilter(searchParams)
  const state = publicStates.find((one) => one === searchParams.get('state'))
  const found = withWords('lesson', filter)
  const keys = pickContextKeys({ ...filter, guideline: filter.guideline?.map(String) })
  const isFirstPage = !after && !isFiltered(filter) && !state
  const [page, facets, about, terms, own, toReview] = await Promise.all([
    listLessons(viewer, found, { after, formats, state }),
    lessonFacets(found, formats),
    contextItemsOf(keys, formats),
    chosenTerms(filter),
    viewer && isFirstPage ? ownLessons(viewer, formats) : [],
    countLessonsToReview(viewer),
  ])
  const all = filterUrl('/lessons', filter)
  const here = state ? `${all}${all.includes('?') ? '&' : '?'}state=${state}` : all
  const next = page.next && `${here}${here.includes('?') ? '&' : '?'}after=${page.next}`
  return {
    rows: page.rows,
    next,
    filter,
    facets,
    chosen: [...about, ...terms],
    own,
    toReview,
    query: contextQuery(keys),
    state,
    all,
    here,
  }
}

export default function Lessons() {
  const t = useText()
  const { rows, next, filter, facets, chosen, own, toReview, query, state, all, here } = useLoaderData<typeof loader>()
  return (
    <Page
      title={t('lessons.title')}
      lead={
        <>
          <p>{t('lessons.lead')}</p>
          <p className="actions">
            <a className="button" href={`/lessons/new${query}`}>
              {t('lessons.post')}
            </a>
            {toReview > 0 && <a href="/review">{t('lessons.toReview', { count: toReview })}</a>}
          </p>
        </>
      }
      filters={<ContextFilters path="/lessons" filter={filter} facets={facets} words={t('lessons.filter.search')} />}
    >
      <ContextChips path="/lessons" filter={filter} items={chosen} />
      {state && (
        <p>
          <LessonStateLabel state={state} /> <a href={all}>{t('insights.allStates')}</a>
        </p>
      )}
      <OwnLessons rows={own} />
      {own.length > 0 && <h2>{t('lessons.latest')}</h2>}
      {rows.length > 0 ? (
        <LessonList rows={rows} />
      ) : (
        <NoLessons filtered={isFiltered(filter) || state !== undefined} />
      )}
      <Pager next={next} />
      <ExportList noun="lessons" here={here} />
    </Page>
  )
}

function OwnLessons({ rows }: { rows: LessonLine[] }) {
  const t = useText()
  return unfinishedStates.map((state) => {
    const some = rows.filter((row) => row.state === state)
    return some.length === 0 ? null : (
      <section key={state} aria-labelledby={`own-${state}`}>
        <h2 id={`own-${state}`}>{t(`lessons.own.${state}`)}</h2>
        <LessonList rows={some} own />
      </section>
    )
  })
}

function NoLessons({ filtered }: { filtered: boolean }) {
  const t = useText()
  return (
    <EmptyState>
      {t(filtered ? 'lessons.emptyFiltered' : 'lessons.empty')}{' '}
      {filtered ? (
        <a href="/lessons">{t('lessons.clearFilters')}</a>
      ) : (
        <a href="/lessons/new">{t('lessons.postFirst')}</a>
      )}
    </EmptyState>
  )
}
