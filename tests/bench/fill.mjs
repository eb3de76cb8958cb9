// Fills a database that the application has prepared (migrations, reference data) with plain SQL: 20,000 posts in 1,000
// threads, one of them with 1,000 replies, with what search needs; 2,000 members who are signed in, 200 of whom write; a live session.
import { createHash } from 'node:crypto'
import BetterSqlite3 from 'better-sqlite3'

const threads = 1_000
const postsInAll = 20_000
const postsInLongest = 1_001
const members = 2_000
const writers = 200

// The application's own rule (features/search/index-documents.server.ts): documents of posts are numbered from here.
const firstPostDocument = 1_000_000_000

// Enough different words that a search has to choose, as in real texts. None ends in s, which search folds away.
const beginnings =
  'shel riv warn bridg fam crew rad mark schoo clin bord tick phon numb nigh wat road pap driv nurs'.split(' ')
const endings = 'ter er ing ge ily in io et ol ic eran or ade ule ano ow ine elo une ift'.split(' ')
const words = beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending))

/** The same numbers in every run. */
function numbers(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Ids of the application's own shape. */
const idOf = (kind, index) => `${kind}${String(index).padStart(14 - kind.length, '0')}`

/** What lucia puts into a cookie, and what the database holds of it. */
const signIn = (index) => `benchsignin${String(index).padStart(29, '0')}`
const hashOf = (value) => createHash('sha256').update(value).digest('hex')

/**
 * @param {string} file
 * @returns {{thread: string, usualThread: string, sessionId: string, cookies: string[], word: string}}
 *   thread: the longest one; usualThread: one of about 20 posts; cookies: one a member; word: stands in about one post of six
 */
export function fill(file) {
  const db = new BetterSqlite3(file)
  db.pragma('synchronous = OFF')
  const random = numbers(20_000)
  const pick = (list) => list[random(list.length)]
  const insertInto = (table, columns) => {
    const names = columns.split(' ')
    const statement = db.prepare(
      `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    )
    return (...values) => statement.run(values)
  }
  const sentence = (length) => Array.from({ length }, () => pick(words)).join(' ')
  const begin = Date.now() - 300 * 86_400_000
  const at = (minutes) => new Date(begin + minutes * 60_000).toISOString().replace('Z', '+00:00')
  const now = new Date().toISOString().replace('Z', '+00:00')
  const all = (sql) => db.prepare(sql).pluck().all()
  const types = all('SELECT slug FROM CrisisType WHERE parentSlug IS NOT NULL ORDER BY slug')
  const phases = all('SELECT slug FROM CrisisPhase ORDER BY slug')
  const kinds = all('SELECT slug FROM StakeholderType ORDER BY slug')
  const format = all('SELECT slug FROM SessionFormat ORDER BY position LIMIT 1')[0]

  const organization = insertInto('Organization', 'id name key createdAt')
  const member = insertInto(
    'Member',
    'id email name passwordHash organizationId stakeholderTypeSlug timeZone createdAt',
  )
  const signedIn = insertInto('SignIn', 'id memberId createdAt expiresAt')
  const context = insertInto('Context', 'id')
  const contextType = insertInto('ContextCrisisType', 'contextId crisisTypeSlug')
  const contextPhase = insertInto('ContextPhase', 'contextId phaseSlug')
  const contextCountry = insertInto('ContextCountry', 'contextId country')
  const contextGuideline = insertInto('ContextGuideline', 'contextId guidelineNumber')
  const thread = insertInto('Thread', 'id clientId authorId contextId title lastPostNumber lastPostAt createdAt')
  const post = insertInto('Post', 'id clientId threadId number authorId replyToId body html createdAt')
  const document = insertInto('SearchDocument', 'id postId title text')
  const index = insertInto('search_index', 'rowid title body')
  const session = insertInto(
    'PeerSession',
    'id clientId organizerId contextId title purpose purposeHtml formatSlug startsAt timeZone access openedAt createdAt',
  )
  const participant = insertInto('SessionParticipant', 'sessionId memberId role joinedAt')

  const memberId = (number) => idOf('benchmember', number)
  const threadId = (number) => idOf('benchthread', number)

  db.transaction(() => {
    for (let number = 0; number < 20; number++)
      organization(idOf('benchorg', number), `Office ${number}`, `office ${number}`, at(0))
    for (let number = 0; number < members; number++) {
      const office = idOf('benchorg', number % 20)
      member(
        memberId(number),
        `bench${number}@example.org`,
        `Member ${number}`,
        '',
        office,
        kinds[number % kinds.length],
        'UTC',
        at(0),
      )
      const expires = new Date(Date.now() + 20 * 86_400_000).toISOString().replace('Z', '+00:00')
      signedIn(hashOf(signIn(number)), memberId(number), now, expires)
    }
    let posts = 0
    for (let number = 0; number < threads; number++) {
      const rest = postsInAll - postsInLongest
      const size =
        number === 0 ? postsInLongest : Math.floor(rest / (threads - 1)) + (number <= rest % (threads - 1) ? 1 : 0)
      const contextId = idOf('benchctx', number)
      const title = `${sentence(6)} ${number}`
      context(contextId)
      contextType(contextId, pick(types))
      contextPhase(contextId, pick(phases))
      contextCountry(contextId, pick(['TH', 'LA', 'KE', 'LB', 'MX', 'JP', 'TR', 'PH']))
      contextGuideline(contextId, 1 + random(15))
      const times = Array.from({ length: size }, () => random(400_000)).sort((a, b) => a - b)
      thread(
        threadId(number),
        threadId(number),
        memberId(random(writers)),
        contextId,
        title,
        size,
        at(times[size - 1]),
        at(times[0]),
      )
      for (let place = 1; place <= size; place++) {
        const id = idOf('benchpost', posts)
        const [first, second] = [sentence(20 + random(40)), sentence(10 + random(30))]
        const body = `${first}, **${pick(words)}**.\n\n${second}.`
        const html = `<p>${first}, <strong>${pick(words)}</strong>.</p>\n<p>${second}.</p>\n`
        const answers =
          place > 2 && random(4) === 0 ? idOf('benchpost', posts - 1 - random(Math.min(place - 2, 5))) : null
        post(id, id, threadId(number), place, memberId(random(writers)), answers, body, html, at(times[place - 1]))
        document(firstPostDocument + posts, id, title, `${first} ${second}`)
        index(firstPostDocument + posts, title, `${first} ${second}`)
        posts++
      }
    }
    context('benchroomctx00')
    session(
      'benchroom00000',
      'benchroom',
      memberId(0),
      'benchroomctx00',
      'Bench',
      'Bench',
      '<p>Bench</p>',
      format,
      now,
      'UTC',
      'members',
      now,
      now,
    )
    participant('benchroom00000', memberId(0), 'organizer', now)
  })()
  db.close()
  return {
    thread: threadId(0),
    usualThread: threadId(1),
    sessionId: 'benchroom00000',
    cookies: Array.from({ length: members }, (_, number) => `auth_session=${signIn(number)}`),
    word: words[7],
  }
}
