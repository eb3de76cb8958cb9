import { beforeAll, describe, expect, it } from 'vitest'
import { emptyContext } from '~/features/context/context'
import { ownLinksIn } from '~/features/peer-sessions/own-links'
import { openThread } from '~/features/threads/open-thread.server'
import { newId } from '~/lib/ids'
import { loader as cards } from '~/routes/cards'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { get, origin, run } from '../support/request'
import { liveSession } from '../support/sessions'

useDatabase()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const hrefs = (text: string) => ownLinksIn(text, origin).map(({ href }) => href)

describe('the links of a text to things of the product', () => {
  it('are own paths and addresses of the own site, each once, three at most', () => {
    expect(
      hrefs(`See /threads/a1b2, (${origin}/lessons/x9?after=20#post-3) and [this](/practices/boats-and-lists).`),
    ).toEqual(['/threads/a1b2', '/lessons/x9', '/practices/boats-and-lists'])
    expect(hrefs('/guidelines/8#8.4 /guidelines/8 /guidelines/8#8.4 /sessions/a /sessions/b')).toEqual([
      ...['/guidelines/8#8.4', '/guidelines/8', '/sessions/a'],
    ])
  })

  it('are none of other sites, other pages or parts of words', () => {
    expect(hrefs('https://elsewhere.org/threads/a1b2 http://localhost:3000.evil.org/threads/a1b2')).toEqual([])
    expect(hrefs('/members/a1b2 and/threads/a1b2 /threads/ /threads/a/b threads/a1b2')).toEqual([])
  })

  it('take no time in a hostile text', () => {
    expect(hrefs('/threads/'.repeat(20_000))).toEqual([])
    expect(hrefs(`(http://${'a'.repeat(60_000)}`)).toEqual([])
  })
})

describe('GET /cards', () => {
  const asked = (...urls: string[]) => `/cards?${new URLSearchParams(urls.map((url) => ['url', url]))}`

  it('tells what links lead to, with kind, title and a line', async () => {
    const context = { ...emptyContext(), crisisType: ['flood'] }
    const opening = { title: 'Boats for the delta', body: 'Who *has* some?', clientId: newId() }
    const { threadId } = await openThread(people.elif, { ...opening, ...context })
    const { data } = await run(
      cards,
      get(asked(`/threads/${threadId}`, `${origin}/guidelines/8#8.4`, '/lessons/nonesuch')),
    )
    expect(data).toMatchObject([
      { href: `/threads/${threadId}`, kind: 'thread', title: 'Boats for the delta', line: 'Who has some?' },
      { href: '/guidelines/8#8.4', kind: 'guideline', title: expect.stringMatching(/^8\. /) },
    ])
  })

  it('tells nothing of what does not exist for the viewer', async () => {
    const closed = await liveSession(people.amina, { access: 'invited' })
    const own = await liveSession(people.amina, { access: 'members' })
    const path = asked(`/sessions/${closed}`, `/sessions/${own}`)
    const seen = async (viewer: Cast['amina'] | null) =>
      (await run(cards, get(path, viewer))).data.map(({ href }: { href: string }) => href)
    expect(await seen(null)).toEqual([])
    expect(await seen(people.elif)).toEqual([`/sessions/${own}`])
    expect(await seen(people.amina)).toEqual([`/sessions/${closed}`, `/sessions/${own}`])
  })

  it('asks once for each kind, and for ten links at most', async () => {
    const urls = Array.from({ length: 30 }, (_, index) => `/guidelines/${index + 1}`)
    const { data } = await run(cards, get(asked(...urls)))
    expect(data).toHaveLength(10)
  })
})
