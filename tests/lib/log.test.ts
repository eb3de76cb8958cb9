import { expect, it } from 'vitest'
import { db } from '~/db.server'
import { loggedError } from '~/lib/log.server'
import { useDatabase } from '../support/database'

useDatabase()

it('the log tells what was wrong with a query and not what it was asked with', async () => {
  const data = { id: 'a', name: 'secret words', key: 'secret words', createdAt: 'no date' }
  const error: Error = await db.organization.create({ data }).catch((error) => error)
  expect(error.message).toContain('secret words')
  const logged = loggedError(error)
  expect(JSON.stringify(logged)).not.toContain('secret words')
  expect(logged.message).toContain('createdAt')
  expect(logged.stack).toContain('log.test.ts')
})

it('the log has other errors whole, with what caused them', () => {
  const logged = loggedError(new Error('first', { cause: new Error('second') }))
  expect(logged.message).toContain('second')
})
