import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { startTelling, type Teller } from '~/events.server'
import { emptyContext } from '~/features/context/context'
import type { LessonContent } from '~/features/lessons/lesson'
import { postLesson } from '~/features/lessons/post-lesson.server'
import { returnLesson } from '~/features/lessons/return-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { openSession } from '~/features/peer-sessions/open-session.server'
import type { Access } from '~/features/peer-sessions/peer-session'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { reindexAll } from '~/features/search/index-documents.server'
import { isSearchKind, type SearchKind, type SearchPage, searchKinds, searchUrl } from '~/features/search/search'
import { search } from '~/features/search/search.server'
import { deletePost } from '~/features/threads/delete-post.server'
import { openThread } from '~/features/threads/open-thread.server'
import { reply } from '~/features/threads/reply.server'
import { restorePost } from '~/features/threads/restore-post.server'
import { revisePost } from '~/features/threads/revise-post.server'
import { reviseThread } from '~/features/threads/revise-thread.server'
import { newId } from '~/lib/ids'
import { closeMarkdown } from '~/lib/markdown.server'
import { reactionsWith } from '~/reactions.server'
import type { Gateway } from '~/realtime/gateway.server'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { planSession } from '../../support/follow-world'

useDatabase()

/** The product's own table of what happens when; nobody is connected. */
const nobodyListens: Gateway = {
  detach() {},
  toMember() {},
  toRoom() {},
  toNotes() {},
  toMemberInRoom() {},
  endSignIns() {},
  recheckRoom: async () => {},
}

let people: Cast
let teller: Teller
beforeAll(async () => {
  people = await cast()
  await reindexAll()
  teller = startTelling(reactionsWith(nobodyListens))
})
afterAll(async () => {
  await teller.stop()
  await closeMarkdown()
})

const plain = (parts: { text: string }[]) => parts.map((part) => part.text).join('')
const marked = (parts: { text: string; hit: boolean }[]) => parts.filter((part) => part.hit).map((part) => part.text)

/** What somebody finds, as titles, once everything written is in the index. */
async function titles(viewer: Viewer | null, q: string, kind?: SearchKind): Promise<string[]> {
  await teller.settled()
  return search(viewer, { q, kind }).results.map((result) => plain(result.title))
}

const countOf = (page: SearchPage) => Object.values(page.counts).reduce((sum, count) => sum + count, 0)

const startThread = (viewer: Viewer, title: string, body: string) =>
  openThread(viewer, { title, body, clientId: newId(), ...emptyContext() })
const answer = (viewer: Viewer, threadId: string, body: string) =>
  reply(viewer, threadId, { body, replyTo: '', clientId: newId() })

async function submitLesson(viewer: Viewer, fields: Partial<LessonContent>): Promise<string> {
  const content: LessonContent = {
    ...{ title: '', planned: '', observation: '', discussion: '', conclusion: '', recommendation: '', holdsWhen: '' },
    ...{ sourceKind: 'first-hand', eventDate: null, attribution: 'stakeholder-type', context: emptyContext() },
    ...fields,
  }
  const saved = await postLesson(viewer, { content, intent: 'submit', clientId: newId(), version: null })
  if (!saved.ok) throw new Error('The lesson was not saved.')
  return saved.lesson.id
}

describe('reference data', () => {
  it('finds guidelines by number, title and sample practice', async () => {
    expect((await titles(null, 'guideline 8', 'guideline'))[0]).toMatch(/^Build capacity and learn lessons/)
    expect(search(null, { q: 'capacity', kind: 'guideline' }).results.map((result) => result.href)).toContain(
      '/guidelines/8',
    )
  })

  it('finds practices, and tells how many of each kind there are', async () => {
    const { results, counts } = search(null, { q: 'migrants', kind: 'practice' })
    expect(results.length).toBeGreaterThan(5)
    expect(results.every(({ kind, href }) => kind === 'practice' && href.startsWith('/practices/'))).toBe(true)
    expect(counts.practice).toBe(results.length)
    expect(counts.guideline).toBeGreaterThan(5)
  })
})

describe('words', () => {
  beforeAll(async () => {
    await startThread(people.amina, 'Zurückkehren über Tripolis', 'Evacuées par le **café** du port zéphyrin')
    await startThread(people.amina, 'Thai', 'ช่วยเหลือแรงงานข้ามชาติจากน้ำท่วมใหญ่ในกรุงเทพ')
    await startThread(people.bounmy, 'Lao', 'ການຊ່ວຍເຫຼືອແຮງງານຈາກນ້ຳຖ້ວມໃນນະຄອນຫຼວງ')
    await startThread(people.bounmy, 'Chinese', '长江流域洪水预警与移民工人的撤离')
    await startThread(people.farid, 'Arabic', 'إجلاء المُهاجرين من مناطق النزاع وتوفير الإغاثة')
    await startThread(people.farid, 'Burmese', 'ရေကြီးမှုကြောင့် ရွှေ့ပြောင်းအလုပ်သမားများ')
    await startThread(people.elif, 'Numbers', 'Practice 8.4 in 2011, by quillwort@example.org and zebrafish-hotline')
  })

  it.each([
    ['zuruckkehren', 'Zurückkehren über Tripolis'],
    ['TRIPOLIS', 'Zurückkehren über Tripolis'],
    ['cafe zephyr', 'Zurückkehren über Tripolis'],
    ['"cafe du port"', 'Zurückkehren über Tripolis'],
    ['น้ำท่วม', 'Thai'],
    ['แรงงาน', 'Thai'],
    ['ນ້ຳຖ້ວມ', 'Lao'],
    ['洪水', 'Chinese'],
    ['移民工人', 'Chinese'],
    ['مهاجرين', 'Arabic'],
    ['المهاجرين', 'Arabic'],
    ['والمهاجرين', 'Arabic'],
    ['اغاثه', 'Arabic'],
    ['အလုပ်သမား', 'Burmese'],
    ['quillwort@example.org', 'Numbers'],
    ['zebrafish-hotline', 'Numbers'],
    ['zebra', 'Numbers'],
    ['quillwort 8.4 2011', 'Numbers'],
  ])('%s finds the thread "%s"', async (q, title) => {
    expect(await titles(null, q, 'thread')).toEqual([title])
  })

  it.each(['"port du cafe"', 'zebrafish -hotline', '"zebra"', '水洪', 'ท่วมน้ำ', 'quillwort -"practice 8.4"'])(
    '%s finds no thread',
    async (q) => {
      expect(await titles(null, q, 'thread')).toEqual([])
    },
  )

  it('are marked as they stand in the text', async () => {
    await teller.settled()
    const marks = (q: string) => search(null, { q, kind: 'thread' }).results.flatMap(({ excerpt }) => marked(excerpt))
    expect(marks('cafe zephyr')).toEqual(['café', 'zéphyrin'])
    expect(marks('น้ำท่วม')).toEqual(['น้ำท่วม'])
    expect(marks('مهاجرين')).toEqual(['المُهاجرين'])
  })

  it('of which no text holds all find those that hold some, and say so', async () => {
    await teller.settled()
    const page = search(null, { q: 'quillwort nowhereword' })
    expect(page.isWider).toBe(true)
    expect(page.results.map(({ title }) => plain(title))).toEqual(['Numbers'])
    expect(search(null, { q: 'nowhereword nobodyword' })).toMatchObject({ state: 'none', results: [] })
    expect(search(null, { q: '*' })).toMatchObject({ state: 'nothing', results: [] })
  })

  it('in a title weigh more than in the text', async () => {
    await startThread(people.amina, 'Something else', 'A text that speaks of gramophones')
    await startThread(people.amina, 'Gramophones', 'A text that speaks of something else and is a good deal longer')
    expect(await titles(null, 'gramophones')).toEqual(['Gramophones', 'Something else'])
  })
})

describe('a thread', () => {
  it('is found once, by its best post, on the page that holds it', async () => {
    const { threadId } = await startThread(people.amina, 'Pontoons', 'Where do they come from?')
    for (let n = 2; n <= 54; n++) await answer(people.bounmy, threadId, `Answer number ${n}, about nothing`)
    const { id } = await answer(people.elif, threadId, 'The xylographer knows, xylographer')
    await answer(people.elif, threadId, 'Does the xylographer really know all of this? I doubt it a little.')
    await teller.settled()
    const page = search(null, { q: 'xylographer' })
    expect(page.results.map((result) => result.href)).toEqual([`/threads/${threadId}?after=50#post-${id}`])
    expect(page.counts.thread).toBe(1)
  })

  it('is found by what it says now: after a new title, an edit, a deletion and its return', async () => {
    const { threadId, id } = await startThread(people.amina, 'Oldname', 'Firstwording')
    expect(await titles(null, 'oldname')).toEqual(['Oldname'])
    await reviseThread(people.amina, threadId, { title: 'Newname', ...emptyContext() })
    expect(await titles(null, 'oldname')).toEqual([])
    expect(await titles(null, 'newname firstwording')).toEqual(['Newname'])
    await revisePost(people.amina, id, { body: 'Secondwording', version: 1 })
    expect(await titles(null, 'firstwording')).toEqual([])
    expect(await titles(null, 'secondwording')).toEqual(['Newname'])
    await deletePost(people.amina, id)
    expect(search(people.dmitri, { q: 'secondwording' })).toMatchObject({ state: 'none' })
    expect(await titles(people.dmitri, 'secondwording')).toEqual([])
    expect(await db.searchDocument.count({ where: { postId: id } })).toBe(0)
    await restorePost(people.amina, id)
    expect(await titles(null, 'secondwording')).toEqual(['Newname'])
  })
})

describe('a lesson', () => {
  let lessonId: string
  beforeAll(async () => {
    lessonId = await submitLesson(people.amina, { title: 'Ferryboats', observation: 'The saxifrage sank' })
  })
  const found = async (q = 'saxifrage') => ({
    guest: await titles(null, q),
    member: await titles(people.bounmy, q),
    author: await titles(people.amina, q),
    reviewer: await titles(people.carmen, q),
  })
  const all = ['Ferryboats']

  it('is found by its author and the reviewers until it is verified, and counted for them alone', async () => {
    expect(await found()).toEqual({ guest: [], member: [], author: all, reviewer: all })
    expect(countOf(search(null, { q: 'saxifrage' }))).toBe(0)
    expect(search(people.carmen, { q: 'saxifrage' }).counts.lesson).toBe(1)
  })

  it('that was returned is found by the same people', async () => {
    await returnLesson(people.carmen, lessonId, { note: 'When was this?' })
    expect(await found()).toEqual({ guest: [], member: [], author: all, reviewer: all })
  })

  it('that was verified is found by everyone, in any of its fields, and never by its author’s name', async () => {
    const id = await submitLesson(people.amina, {
      title: 'Lighthouses',
      observation: 'Observed',
      holdsWhen: 'Only where there is an ombrometer',
      attribution: 'named',
    })
    await verifyLesson(people.carmen, id, { note: '', version: null })
    expect(await titles(null, 'ombrometer')).toEqual(['Lighthouses'])
    expect(await titles(null, 'amina diallo', 'lesson')).toEqual([])
  })

  it('that was withdrawn is found by its author alone', async () => {
    await withdrawLesson(people.amina, lessonId)
    expect(await found()).toEqual({ guest: [], member: [], author: all, reviewer: [] })
  })
})

describe('a session', () => {
  it.each([
    ['open', ['guest', 'member', 'organizer', 'invited', 'administrator']],
    ['members', ['member', 'organizer', 'invited', 'administrator']],
    ['invited', ['organizer', 'invited']],
  ] as [Access, string[]][])('with access "%s" is found by: %j', async (access, who) => {
    const word = `theodolite${access}`
    const id = await planSession(people.elif, `About ${word}`, access)
    await inviteMember(people.elif, id, emailOf('farid'))
    await openSession(people.elif, id)
    await endSession(people.elif, id)
    await writeSummary(people.elif, id, `We agreed on the clepsydra${access}`)
    await teller.settled()
    const viewers = {
      ...{ guest: null, member: people.bounmy, organizer: people.elif },
      ...{ invited: people.farid, administrator: people.dmitri },
    }
    const found = (q: string) => Object.entries(viewers).filter(([, viewer]) => countOf(search(viewer, { q })) === 1)
    expect(found(word).map(([name]) => name)).toEqual(who)
    expect(found(`clepsydra${access}`).map(([name]) => name)).toEqual(who)
    expect(search(people.farid, { q: word }).results[0]?.href).toBe(`/sessions/${id}`)
  })
})

describe('many results', () => {
  beforeAll(async () => {
    for (let n = 1; n <= 45; n++) await startThread(people.amina, `Heliograph ${n}`, 'Same words in each')
    await teller.settled()
  })

  it('are paged through without a gap or a double, though new ones come meanwhile', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: SearchPage = search(null, { q: 'heliograph', kind: 'thread', after })
      expect(page.results.length).toBeLessThanOrEqual(20)
      seen.push(...page.results.map((result) => result.href))
      after = page.next
      if (seen.length === 20) await startThread(people.bounmy, 'Late', 'Not about that, only a heliograph in passing')
      await teller.settled()
    } while (after)
    expect(seen.length).toBeGreaterThanOrEqual(45)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('begin anew from a cursor that means nothing', () => {
    const first = search(null, { q: 'heliograph' })
    for (const after of ['', 'x', '-1', '1-', '99999999999999999-1', "1' OR 1=1"]) {
      expect(search(null, { q: 'heliograph', after })).toEqual(first)
    }
  })

  it('keep the counts of every kind when one is chosen', () => {
    const { counts } = search(null, { q: 'same' })
    expect(search(null, { q: 'same', kind: 'lesson' }).counts).toEqual(counts)
    expect(counts.thread).toBeGreaterThanOrEqual(45)
  })
})

describe('any input', () => {
  it.each([
    ...['"', '""', '"a', "'", "''", "'; DROP TABLE Post; --", '*', 'a*', '*a', '^a', '-', '-a', 'a -', 'NOT', 'NOT a'],
    ...['a NOT', 'AND', 'a AND', 'OR OR', 'NEAR', 'NEAR(', 'NEAR(a b, 5)', 'NEAR/2', '(', ')', '((((a', 'title:a'],
    ...['{title body}: a', '- title : a', 'a + b', 'a:b', 'search_index', 'rank', '\\', '%', '_', '\u0000', 'a\u0000b'],
    ...[
      '🐪',
      '👨‍👩‍👧',
      '\ud800',
      '\u202Eabc',
      'a'.repeat(10_000),
      '"'.repeat(10_000),
      '('.repeat(10_000),
      'a '.repeat(5_000),
    ],
    ...['-a '.repeat(3_000), `"${'a '.repeat(5_000)}"`, '水'.repeat(10_000), 'ก'.repeat(10_000), 'ة'.repeat(10_000)],
  ])('%j is answered', (q) => {
    for (const viewer of [null, people.amina, people.carmen]) {
      const page = search(viewer, { q })
      expect(page.results.length).toBeLessThanOrEqual(20)
      expect(Object.keys(page.counts)).toEqual([...searchKinds])
    }
  })

  it('stands in an address and comes back as it was', () => {
    const url = new URL(searchUrl({ q: 'a&b=c "d" #e', kind: 'thread', after: '1-2' }), 'http://x')
    expect(Object.fromEntries(url.searchParams)).toEqual({ q: 'a&b=c "d" #e', kind: 'thread', after: '1-2' })
    expect(['thread', 'post', '', null].map(isSearchKind)).toEqual([true, false, false, false])
  })
})

describe('the index', () => {
  it('holds each thing once, however often it is told', async () => {
    await teller.settled()
    const rows = () => db.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM search_index`
    const before = { documents: await db.searchDocument.count(), words: (await rows())[0]?.n }
    await reindexAll()
    expect({ documents: await db.searchDocument.count(), words: (await rows())[0]?.n }).toEqual(before)
    expect(Number(before.words)).toBe(before.documents)
    expect(await titles(null, 'ombrometer')).toEqual(['Lighthouses'])
  })
})
