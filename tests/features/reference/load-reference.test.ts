import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { db } from '~/db.server'
import { loadReference } from '~/features/reference/load-reference.server'
import { projectRoot } from '~/lib/project-root.server'
import { useDatabase } from '../../support/database'

useDatabase()

const everything = async () => ({
  stakeholderTypes: await db.stakeholderType.findMany(),
  typesOfPractice: await db.typeOfPractice.findMany(),
  phases: await db.crisisPhase.findMany(),
  crisisTypes: await db.crisisType.findMany(),
  formats: await db.sessionFormat.findMany(),
  guidelines: await db.guideline.findMany({ include: { samplePractices: true } }),
  practices: await db.practice.findMany({
    include: {
      context: { include: { crisisTypes: true, phases: true, countries: true, guidelines: true } },
      typesOfPractice: true,
      stakeholderTypes: true,
      stakeholders: true,
      links: true,
      unknownValues: true,
    },
  }),
  events: await db.event.count(),
})

describe('the reference data', () => {
  test('has both levels of crisis types, with the codes of their hazards', async () => {
    expect(await db.crisisType.findMany({ where: { parentSlug: null }, select: { slug: true } })).toEqual([
      { slug: 'conflict' },
      { slug: 'natural-disaster' },
      { slug: 'other' },
    ])
    expect(await db.crisisType.count()).toBe(21)
    expect(await db.crisisType.findUnique({ where: { slug: 'flood' } })).toMatchObject({
      label: 'Flood',
      parentSlug: 'natural-disaster',
      glide: 'FL',
      hazardId: 'MH0600',
      hazardEdition: '2025',
    })
    expect(await db.crisisType.findUnique({ where: { slug: 'epidemic' } })).toMatchObject({
      glide: 'EP',
      hazardId: null,
      hazardEdition: null,
    })
  })

  test('has the 15 guidelines, and says of each what its sample practices are', async () => {
    const guidelines = await db.guideline.findMany({ orderBy: { number: 'asc' } })
    expect(guidelines.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1))
    expect(guidelines.map(({ samplePracticesAre }) => samplePracticesAre)).toEqual([
      ...Array(7).fill('summary'),
      'verbatim',
      ...Array(6).fill('summary'),
      'missing',
    ])
    expect(guidelines[13]).toMatchObject({
      title: 'Address migrants’ immediate needs and support migrants to rebuild lives',
      thematicArea: 'Support migrants’ recovery',
      phaseSlug: 'post-crisis-action',
      sourceUrl: 'https://micicinitiative.iom.int/practices-implement-guideline-14',
      body: null,
    })
    expect(guidelines[0]?.sourceUrl).toMatch(/^https:/)
    expect(guidelines[7]?.sourceUrl).toBeNull()
  })

  test('has the clean text of Guideline 8 in three paragraphs, and its six sample practices word for word', async () => {
    const eighth = await db.guideline.findUniqueOrThrow({ where: { number: 8 }, include: { samplePractices: true } })
    expect(eighth.body?.split('\n\n')).toHaveLength(3)
    expect(eighth.body).toMatch(/^Limited resources, funding, .* efforts to protect migrants\.$/su)
    expect(eighth.bodyHtml?.match(/<p/g)).toHaveLength(3)
    expect(eighth.samplePractices.map(({ id }) => id)).toEqual(['8.1', '8.2', '8.3', '8.4', '8.5', '8.6'])
    expect(eighth.samplePractices[3]?.text).toBe(
      'Peer-to-peer exchanges for capacity building and learning on tackling challenges associated with protecting migrants.',
    )
  })

  test('has every session format of its file, in their order', async () => {
    const file = JSON.parse(readFileSync(join(projectRoot(), 'prisma/seed/reference/session-formats.json'), 'utf8'))
    const formats = await db.sessionFormat.findMany({ orderBy: { position: 'asc' } })
    expect(formats.map(({ slug }) => slug)).toEqual(file.formats.map(({ slug }: { slug: string }) => slug))
    expect(JSON.parse(formats[0]?.definition ?? '')).toEqual(file.formats[0])
  })

  test('has the practice records that the site comes with, under their edited titles', async () => {
    const folder = join(projectRoot(), 'prisma/seed/reference')
    const { titles } = JSON.parse(readFileSync(join(folder, 'practice-titles.json'), 'utf8'))
    const practices = await db.practice.findMany({ select: { title: true } })
    expect(practices.map(({ title }) => title).sort()).toEqual(Object.values(titles).sort())
    expect(practices).toHaveLength(readdirSync(join(folder, 'practices')).length)
  })
})

describe('loading the reference data again', () => {
  test('changes nothing', async () => {
    const before = await everything()
    await loadReference()
    await loadReference({ force: true })
    expect(await everything()).toEqual(before)
  })

  test('brings back what differs from the files', async () => {
    await db.crisisType.update({ where: { slug: 'flood' }, data: { label: 'Water' } })
    await loadReference({ force: true })
    expect(await db.crisisType.findUnique({ where: { slug: 'flood' } })).toMatchObject({ label: 'Flood' })
  })

  test('reads no row where the files are those loaded last', async () => {
    await db.crisisType.update({ where: { slug: 'tsunami' }, data: { label: 'Wave' } })
    await loadReference()
    expect(await db.crisisType.findUnique({ where: { slug: 'tsunami' } })).toMatchObject({ label: 'Wave' })
  })

  test('never writes over what an administrator edited', async () => {
    const editedAt = new Date('2026-02-01T00:00:00Z')
    await db.crisisType.update({ where: { slug: 'wildfire' }, data: { label: 'Bush fire', editedAt } })
    await db.stakeholderType.update({ where: { slug: 'ngos' }, data: { label: 'NGOs and charities', editedAt } })
    await db.guideline.update({ where: { number: 3 }, data: { title: 'Empower migrants', editedAt } })
    await db.samplePractice.update({ where: { id: '8.4' }, data: { text: 'Exchanges.', editedAt } })
    await db.practice.update({
      where: { slug: 'hyogo-e-net' },
      data: { title: 'Hyogo Emergency Net', recordDigest: 'another', editedAt },
    })
    await loadReference({ force: true })
    expect(await db.crisisType.findUnique({ where: { slug: 'wildfire' } })).toMatchObject({ label: 'Bush fire' })
    expect(await db.stakeholderType.findUnique({ where: { slug: 'ngos' } })).toMatchObject({
      label: 'NGOs and charities',
    })
    expect(await db.guideline.findUnique({ where: { number: 3 } })).toMatchObject({ title: 'Empower migrants' })
    expect(await db.samplePractice.findUnique({ where: { id: '8.4' } })).toMatchObject({ text: 'Exchanges.' })
    expect(await db.practice.findUnique({ where: { slug: 'hyogo-e-net' } })).toMatchObject({
      title: 'Hyogo Emergency Net',
    })
  })
})
