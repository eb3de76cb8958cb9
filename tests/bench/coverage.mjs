// Measures the coverage matrix on 10,000 lessons beside a plain statement on the same file, in turns.
import { get } from 'node:http'
import BetterSqlite3 from 'better-sqlite3'

const lessons = 10_000

/** The same counts, asked as plainly as SQL can: without states, freshness, sample practices and the second level. */
const plainSql = `
  SELECT g.guidelineNumber, coalesce(t.parentSlug, t.slug) AS crisisType, p.phaseSlug, i.kind, count(*)
  FROM (
    SELECT contextId, 'lesson' AS kind FROM Lesson
    UNION ALL SELECT contextId, 'practice' FROM Practice
    UNION ALL SELECT contextId, 'thread' FROM Thread
  ) AS i
  JOIN ContextGuideline g USING (contextId)
  JOIN ContextCrisisType c USING (contextId) JOIN CrisisType t ON t.slug = c.crisisTypeSlug
  JOIN ContextPhase p USING (contextId)
  GROUP BY 1, 2, 3, 4`

/** Copies a database that `fill` has filled, and adds lessons in every public state, each about one crisis type, phase and guideline. */
export function fillLessons(from, file) {
  const source = new BetterSqlite3(from)
  source.prepare('VACUUM INTO ?').run(file)
  source.close()
  const db = new BetterSqlite3(file)
  db.pragma('synchronous = OFF')
  const all = (sql) => db.prepare(sql).pluck().all()
  const [types, phases, authors] = [
    all('SELECT slug FROM CrisisType WHERE parentSlug IS NOT NULL ORDER BY slug'),
    all('SELECT slug FROM CrisisPhase ORDER BY slug'),
    all('SELECT id FROM Member ORDER BY id'),
  ]
  const states = ['observation', 'lesson-identified', 'action-under-way', 'lesson-learned']
  const context = db.prepare('INSERT INTO Context (id) VALUES (?)')
  const type = db.prepare('INSERT INTO ContextCrisisType (contextId, crisisTypeSlug) VALUES (?, ?)')
  const phase = db.prepare('INSERT INTO ContextPhase (contextId, phaseSlug) VALUES (?, ?)')
  const guideline = db.prepare('INSERT INTO ContextGuideline (contextId, guidelineNumber) VALUES (?, ?)')
  const lesson = db.prepare(`
    INSERT INTO Lesson (id, clientId, authorId, contextId, title, observation, state, createdAt, updatedAt, verifiedAt)
    VALUES (?, ?, ?, ?, ?, 'It happened.', ?, ?, ?, ?)`)
  const at = new Date().toISOString().replace('Z', '+00:00')
  db.transaction(() => {
    for (let number = 0; number < lessons; number++) {
      const id = `benchles${String(number).padStart(6, '0')}`
      const about = `benchlcx${String(number).padStart(6, '0')}`
      context.run(about)
      type.run(about, types[(number * 7) % types.length])
      phase.run(about, phases[(number * 5) % phases.length])
      guideline.run(about, 1 + ((number * 11) % 15))
      const author = authors[number % authors.length]
      lesson.run(id, id, author, about, `Lesson ${number}`, states[number % states.length], at, at, at)
    }
  })()
  db.close()
}

const fetchText = (url) =>
  new Promise((resolve, reject) => {
    get(url, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, text }))
      response.on('error', reject)
    }).on('error', reject)
  })

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

/**
 * Asks for the matrix after a write each time, so that no kept answer will do.
 * @returns {Promise<{matrix: number, plain: number}>} milliseconds: the table as CSV over HTTP, and the plain statement
 */
export async function measureCoverage(app, file, rounds) {
  const db = new BetterSqlite3(file)
  const plain = db.prepare(plainSql)
  const write = db.prepare('UPDATE Member SET expertise = ? WHERE id = (SELECT min(id) FROM Member)')
  const times = { matrix: [], plain: [] }
  const timed = async (list, work) => {
    const begin = performance.now()
    await work()
    list.push(performance.now() - begin)
  }
  for (let round = 0; round < rounds; round++) {
    write.run(String(round))
    await timed(times.plain, () => plain.all())
    await timed(times.matrix, async () => {
      const { status, text } = await fetchText(`${app.url}/coverage.csv`)
      const counted = text
        .split('\r\n')
        .slice(1, -1)
        .reduce((sum, line) => sum + Number(/,(\d+),\d+,\d+,\d+,\d+,\d+,\d+,[^,]*$/.exec(line)?.[1]), 0)
      if (status !== 200 || counted !== lessons) throw new Error(`The matrix answered ${status} and counts ${counted}.`)
    })
  }
  db.close()
  return { matrix: median(times.matrix), plain: median(times.plain) }
}
