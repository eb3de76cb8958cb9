import { describe, expect, test } from 'vitest'
import { getGuideline, listGuidelines } from '~/features/guidelines/queries.server'
import { useDatabase } from '../../support/database'

useDatabase()

test('the guidelines are listed by phase, in their order', async () => {
  const phases = await listGuidelines(null)
  expect(phases.map(({ slug, guidelines }) => [slug, guidelines.map(({ number }) => number)])).toEqual([
    ['crisis-preparedness', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['emergency-response', [9, 10, 11, 12, 13]],
    ['post-crisis-action', [14, 15]],
  ])
})

describe('a guideline', () => {
  test('has its text, and its sample practices under addresses of their own', async () => {
    const eighth = await getGuideline(null, '8')
    expect(eighth).toMatchObject({
      title: 'Build capacity and learn lessons for emergency response and post-crisis action',
      thematicArea: 'Capacity building',
      phase: { label: 'Crisis Preparedness' },
      samplePracticesAre: 'verbatim',
      previous: 7,
      next: 9,
    })
    expect(eighth.bodyHtml).toMatch(/<p[^>]*>Limited resources/)
    expect(eighth.samplePractices.map(({ id }) => id)).toEqual(['8.1', '8.2', '8.3', '8.4', '8.5', '8.6'])
  })

  test('says where its sample practices are a summary, with the source', async () => {
    expect(await getGuideline(null, '2')).toMatchObject({
      samplePracticesAre: 'summary',
      sourceUrl: 'https://micicinitiative.iom.int/practices-implement-guideline-2',
      bodyHtml: null,
    })
    expect(await getGuideline(null, '15')).toMatchObject({
      samplePracticesAre: 'missing',
      samplePractices: [],
      next: null,
    })
  })

  test.each(['0', '16', '08', '8.4', '-1', 'eight', '', '99999999999999999999'])(
    'does not exist under %s',
    async (number) => {
      await expect(getGuideline(null, number)).rejects.toMatchObject({ status: 404 })
    },
  )
})
