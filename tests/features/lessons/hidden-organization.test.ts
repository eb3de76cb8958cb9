import { expect, test } from 'vitest'
import { confirmingKinds, refusalOfConfirmation } from '~/features/lessons/life-cycle'

const lesson = {
  state: 'observation' as const,
  authorId: 'amina',
  authorOrganizationId: 'ministry',
  attribution: 'stakeholder-type',
}
const who = (id: string, organizationId: string) => ({ id, organizationId, stakeholderTypeSlug: 'ngo' })

test('who may confirm does not tell the organization of an author who hides it', () => {
  expect(refusalOfConfirmation(who('colleague', 'ministry'), lesson)).toBeNull()
  expect(refusalOfConfirmation(who('elif', 'network'), lesson)).toBeNull()
  expect(refusalOfConfirmation(who('amina', 'ministry'), lesson)).toMatchObject({ status: 403 })
})

test('where the organization is told, its members cannot confirm', () => {
  for (const attribution of ['named', 'organization']) {
    expect(refusalOfConfirmation(who('colleague', 'ministry'), { ...lesson, attribution })).toMatchObject({
      status: 403,
    })
  }
})

test('a confirmation from the author’s organization does not count, told or not', () => {
  const by = (memberId: string, organizationId: string) => ({ memberId, organizationId, stakeholderTypeSlug: 'ngo' })
  expect(confirmingKinds({ ...lesson, confirmations: [by('colleague', 'ministry')] }).size).toBe(0)
  expect(confirmingKinds({ ...lesson, confirmations: [by('elif', 'network')] }).size).toBe(1)
})
