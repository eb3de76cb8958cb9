import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { contextKeysOfUrl, contextQuery } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { ContextChips, ContextFilters } from '~/features/context/ui/context-filters'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { listSessions, type SessionLine, sessionFacets } from '~/features/peer-sessions/queries.server'
import { SessionList } from '~/features/peer-sessions/ui/session-list'
import { withWords } from '~/features/search/with-words.server'
import { chosenTerms } from '~/features/taxonomy/chosen-terms.server'
import { filterUrl, isFiltered, parseContextFilter } from '~/features/taxonomy/context-filter'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page, Pager } from '~/ui/page'

export const meta = pageTitle('peerSessions.title')

const withParam = (url: string, name: string, value: string | null) =>
  value && `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`

export async function loader({ request }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const { searchParams } = new URL(request.url)
  const filter = parseContextFilter(searchParams)
  const found = withWords('session', filter)
  const keys = contextKeysOfUrl(searchParams)
  const coming = searchParams.get('coming')
  const past = searchParams.get('past')
  const [live, upcoming, over, about, terms, facets] = await Promise.all([
    listSessions(viewer, found, { when: 'live', limit: 50, formats }),
    listSessions(viewer, found, { when: 'upcoming', after: coming, formats }),
    listSessions(viewer, found, { when: 'past', after: past, formats }),
    contextItemsOf(keys, formats),
    chosenTerms(filter),
    sessionFacets(viewer, found, formats),
  ])
  const here = filterUrl('/sessions', filter)
  return {
    live: coming || past ? [] : live.rows,
    upcoming: past ? [] : upcoming.rows,
    over: coming ? [] : over.rows,
    continued: Boolean(coming || past),
    filter,
    chosen: [...about, ...terms],
    filtered: isFiltered(filter),
    facets,
    moreUpcoming: past ? null : withParam(here, 'coming', upcoming.next),
    moreOver: coming ? null : withParam(here, 'past', over.next),
    start: `/sessions/new${contextQuery(keys)}`,
  }
}

export default function Sessions() {
  const t = useText()
  const { live, upcoming, over, continued, filter, chosen, filtered, facets, moreUpcoming, moreOver, start } =
    useLoaderData<typeof loader>()
  return (
    <Page
      title={t('peerSessions.title')}
      lead={
        <>
          <p>{t('peerSessions.lead')}</p>
          <p>
            <a className="button" href={start}>
              {t('peerSessions.schedule')}
            </a>
          </p>
        </>
      }
      filters={
        <ContextFilters path="/sessions" filter={filter} facets={facets} words={t('peerSessions.lists.words')} />
      }
    >
      <ContextChips path="/sessions" filter={filter} items={chosen} />
      {!continued && (
        <Section title={t('peerSessions.lists.live')} rows={live} empty={t('peerSessions.lists.noLive')} />
      )}
      {(!continued || upcoming.length > 0) && (
        <Section
          title={t('peerSessions.lists.upcoming')}
          rows={upcoming}
          empty={filtered ? t('peerSessions.lists.noneAbout') : t('peerSessions.lists.noUpcoming')}
        />
      )}
      {moreUpcoming && (
        <p>
          <a href={moreUpcoming}>{t('peerSessions.lists.moreUpcoming')}</a>
        </p>
      )}
      {(!continued || over.length > 0) && (
        <Section
          title={t('peerSessions.lists.past')}
          rows={over}
          empty={t(filtered ? 'peerSessions.lists.noPastAbout' : 'peerSessions.lists.noPast')}
        />
      )}
      <Pager next={moreOver} />
    </Page>
  )
}

function Section({ title, rows, empty }: { title: string; rows: SessionLine[]; empty: string }) {
  return (
    <section>
      <h2>{title}</h2>
      {rows.length > 0 ? <SessionList rows={rows} /> : <EmptyState>{empty}</EmptyState>}
    </section>
  )
}
