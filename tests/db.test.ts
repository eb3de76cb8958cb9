import { AsyncResource } from 'node:async_hooks'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { asStored, databaseVersion, db, inTransaction, preparedRead, preparedWrite } from '~/db.server'
import { newId } from '~/lib/ids'
import { cast } from './support/cast'
import { useDatabase } from './support/database'

const file = useDatabase()

const organization = (name: string) => ({ data: { id: newId(), name, key: name, createdAt: new Date() } })
const names = async () => (await db.organization.findMany({ orderBy: { key: 'asc' } })).map(({ name }) => name)

describe('a transaction', () => {
  it('keeps all of its writes', async () => {
    const answer = await inTransaction(async () => {
      await db.organization.create(organization('all a'))
      await db.organization.create(organization('all b'))
      return 'done'
    })
    expect(answer).toBe('done')
    expect(await names()).toEqual(['all a', 'all b'])
  })

  it('keeps none when it fails, also those of one joined from inside', async () => {
    const failing = inTransaction(async () => {
      await db.organization.create(organization('none a'))
      await inTransaction(() => db.organization.create(organization('none b')))
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await names()).not.toContain('none a')
    expect(await names()).not.toContain('none b')
  })

  it('sees its own writes through db, and nobody else does before the commit', async () => {
    const sql = 'SELECT count(*) AS n FROM Organization WHERE key = ?'
    const count = preparedRead<{ n: number }>(sql)
    const other = new Database(file)
    await inTransaction(async () => {
      await db.organization.create(organization('own'))
      expect(await db.organization.count({ where: { key: 'own' } })).toBe(1)
      expect(count('own')).toEqual([{ n: 1 }])
      expect(other.prepare(sql).get('own')).toEqual({ n: 0 })
    })
    expect(count('own')).toEqual([{ n: 1 }])
    other.close()
  })

  it('keeps what prepared statements write with the rest of it, or undoes them with it', async () => {
    const insert = preparedWrite('INSERT INTO Organization (id, name, key, createdAt) VALUES (?, ?, ?, ?)')
    const rename = preparedWrite<{ name: string }>('UPDATE Organization SET name = ? WHERE key = ? RETURNING name')
    const at = new Date('2026-06-03T12:00:00.070Z')
    await inTransaction(async () => {
      insert(newId(), 'prepared a', 'prepared a', asStored(at))
      await db.organization.create({ data: { id: newId(), name: 'prepared b', key: 'prepared b', createdAt: at } })
      expect(rename('Prepared', 'prepared b')).toEqual([{ name: 'Prepared' }])
    })
    const undone = inTransaction(async () => {
      insert(newId(), 'prepared c', 'prepared c', asStored(at))
      throw new Error('on purpose')
    })
    await expect(undone).rejects.toThrow('on purpose')
    const where = { key: { startsWith: 'prepared' } }
    const kept = await db.organization.findMany({ where, orderBy: { key: 'asc' } })
    expect(kept.map(({ name, createdAt }) => [name, createdAt])).toEqual([
      ['prepared a', at],
      ['Prepared', at],
    ])
    const stored = preparedRead<{ createdAt: string }>(
      "SELECT DISTINCT createdAt FROM Organization WHERE key LIKE 'prepared _'",
    )
    expect(stored()).toEqual([{ createdAt: asStored(at) }])
  })

  it("refuses prepared statements outside and once it has ended, also while somebody else's is open", async () => {
    const rename = preparedWrite('UPDATE Organization SET name = name')
    const count = preparedRead('SELECT count(*) FROM Organization')
    expect(() => rename()).toThrow('transaction')
    let late: (() => void)[] = []
    await inTransaction(async () => {
      late = [AsyncResource.bind(() => rename()), AsyncResource.bind(() => count())]
    })
    for (const work of late) expect(work).toThrow('no longer open')
    await inTransaction(async () => {
      for (const work of late) expect(work).toThrow('no longer open')
    })
  })

  it('cannot announce once it has ended', async () => {
    const announce = await inTransaction(async (announce) => announce)
    await expect(announce({ type: 'guideline.revised', number: 8 })).rejects.toThrow('after its transaction')
  })

  it('lets many at once wait their turn', async () => {
    const row = await db.organization.create(organization('0'))
    await Promise.all(
      Array.from({ length: 30 }, () =>
        inTransaction(async () => {
          const { name } = await db.organization.findUniqueOrThrow({ where: { id: row.id } })
          await db.organization.update({ where: { id: row.id }, data: { name: String(Number(name) + 1) } })
        }),
      ),
    )
    expect((await db.organization.findUniqueOrThrow({ where: { id: row.id } })).name).toBe('30')
  })
})

describe('the version of the database', () => {
  it('stays while nothing is written', async () => {
    const before = databaseVersion()
    await db.organization.count()
    expect(databaseVersion()).toBe(before)
  })

  it('changes with a write of this process, at its commit', async () => {
    const before = databaseVersion()
    await inTransaction(async () => {
      await db.organization.create(organization('version'))
      expect(databaseVersion()).toBe(before)
    })
    expect(databaseVersion()).not.toBe(before)
  })

  it('changes with a write of another connection', () => {
    const before = databaseVersion()
    const other = new Database(file)
    other.prepare('UPDATE Organization SET name = name || 1').run()
    other.close()
    expect(databaseVersion()).not.toBe(before)
  })

  it('stays when a transaction was undone', async () => {
    const before = databaseVersion()
    await inTransaction(async () => {
      await db.organization.create(organization('undone'))
      throw new Error('on purpose')
    }).catch(() => undefined)
    expect(databaseVersion()).toBe(before)
  })
})

describe('the cast', () => {
  it('is the same people when called twice', async () => {
    const first = await cast()
    expect(await cast()).toEqual(first)
    expect(await db.member.count()).toBe(7)
    expect(first.amina.organizationId).not.toBe(first.elif.organizationId)
  })
})
