// A database of its own for attacks from outside: six members, a moderator, an administrator, somebody banned, an open
// and a closed room. Written with plain SQL, so that it needs nothing of what it helps to attack but the migrations.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashSync } from '@node-rs/argon2'
import BetterSqlite3 from 'better-sqlite3'
import { migrate } from '../../prisma/migrate.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The people, by name; ids are what `/me` answers. */
export const people = Object.fromEntries(
  [
    ['admin', 'administrator', 'admin'],
    ['mod', 'moderator', 'moderator'],
    ['alice', 'member', 'member'],
    ['bob', 'member', 'member'],
    ['carol', 'member', 'member'],
    ['dave', 'member', 'member'],
    ['mallory', 'member', 'member'],
    ['erin', 'member', 'member'],
    ['zed', 'member', 'banned'],
  ].map(([name, storedRole, role], index) => [
    name,
    {
      id: `${name}00000000000000`.slice(0, 14),
      login: `${name}@example.org`,
      password: `correct horse battery ${index + 1}`,
      role,
      storedRole,
    },
  ]),
)

export const openRoom = 'openroom000000'
export const closedRoom = 'closedroom0000'
const organizations = ['Consular Directorate', 'Mekong Migrant Network']

/** Makes the database file with all of these in it. */
export async function seed(file) {
  mkdirSync(dirname(file), { recursive: true })
  await migrate(file, { migrations: join(root, 'prisma/migrations'), log: () => {} })
  const db = new BetterSqlite3(file)
  const insert = (table, row) => {
    const names = Object.keys(row)
    db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
      Object.values(row),
    )
  }
  const now = new Date().toISOString().replace('Z', '+00:00')
  db.transaction(() => {
    insert('StakeholderType', { slug: 'state-of-origin', label: 'State of Origin', position: 3 })
    insert('SessionFormat', {
      slug: 'open-exchange',
      label: 'Open exchange',
      purpose: '',
      definition: '{}',
      position: 1,
    })
    for (const [index, name] of organizations.entries()) {
      insert('Organization', { id: `organization0${index}`, name, key: name.toLowerCase(), createdAt: now })
    }
    for (const [name, { id, login, password, role, storedRole }] of Object.entries(people)) {
      insert('Member', {
        id,
        email: login,
        name: name[0].toUpperCase() + name.slice(1),
        passwordHash: hashSync(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
        role: storedRole,
        organizationId: `organization0${name.length % 2}`,
        stakeholderTypeSlug: 'state-of-origin',
        bannedAt: role === 'banned' ? now : null,
        createdAt: now,
      })
    }
    const rooms = [
      [openRoom, 'members', ['alice']],
      [closedRoom, 'invited', ['alice', 'bob', 'admin']],
    ]
    for (const [id, access, inside] of rooms) {
      insert('Context', { id })
      insert('PeerSession', {
        id,
        clientId: id,
        organizerId: people.alice.id,
        contextId: id,
        title: `Room with access ${access}`,
        purpose: 'secret-purpose-9',
        purposeHtml: '<p>secret-purpose-9</p>',
        formatSlug: 'open-exchange',
        startsAt: now,
        timeZone: 'UTC',
        access,
        createdAt: now,
      })
      for (const name of inside) {
        insert('SessionParticipant', {
          sessionId: id,
          memberId: people[name].id,
          role: name === 'alice' ? 'organizer' : 'participant',
          joinedAt: now,
        })
      }
    }
  })()
  db.close()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await seed(process.argv[2])
