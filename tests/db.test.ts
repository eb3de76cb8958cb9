import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { databaseVersion, db, inTransaction, preparedRead } from '~/db.server'
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
    const count = preparedRead<{ n: number }>('SELECT count(*) AS n FROM Organization WHERE key = ?')
    await inTransaction(async () => {
      await db.organization.create(organization('own'))
      expect(await db.organization.count({ where: { key: 'own' } })).toBe(1)
      expect(() => count('own')).toThrow('use db')
    })
    expect(count('own')).toEqual([{ n: 1 }])
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
