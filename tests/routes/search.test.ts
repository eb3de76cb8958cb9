import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContext } from '~/features/context/context'
import { reindexAll } from '~/features/search/index-documents.server'
import { openThread } from '~/features/threads/open-thread.server'
import { newId } from '~/lib/ids'
import { closeMarkdown } from '~/lib/markdown.server'
import { loader } from '~/routes/search'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { get, run } from '../support/request'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
  await openThread(people.amina, {
    ...{ title: 'Semaphores', body: 'Do they still work?', clientId: newId() },
    ...emptyContext(),
  })
  await reindexAll()
})
afterAll(closeMarkdown)

const ask = async (query: string, viewer: keyof Cast | null = null) =>
  run(loader, get(`/search${query}`, viewer && people[viewer]))

describe('the search page', () => {
  it('answers guests and members, with the words, the kind and what was found', async () => {
    for (const viewer of [null, 'bounmy'] as const) {
      const { status, data } = await ask('?q=semaphores&kind=thread', viewer)
      expect(status).toBe(200)
      expect(data).toMatchObject({ q: 'semaphores', kind: 'thread', page: { state: 'found', counts: { thread: 1 } } })
    }
  })

  it('searches everything where the kind means nothing', async () => {
    expect((await ask('?q=semaphores&kind=secrets')).data).toMatchObject({
      kind: null,
      page: { counts: { thread: 1 } },
    })
  })

  it.each(['', '?q=', '?q=%20', '?q=%00', '?q=%22%22', '?q=*'])('asks for words after "%s"', async (query) => {
    expect((await ask(query)).data.page.state).toBe('nothing')
  })

  it.each(['?q=%F0%9F', '?q=%ED%A0%80', `?q=${'%22'.repeat(3_000)}x`, '?q=a&after=%00', '?q=semaphores%20OR%20*'])(
    'answers "%s"',
    async (query) => {
      expect((await ask(query)).status).toBe(200)
    },
  )
})
