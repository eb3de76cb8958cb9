import { db } from '~/db.server'
import { type ContextKeys, pickContextKeys } from '~/features/context/context'
import { createContext } from '~/features/context/write-context.server'
import { newId } from '~/lib/ids'

/** Guideline 8 with its sample practice 8.4, where the reference data has not brought them. */
export async function guidelineEight() {
  await db.guideline.upsert({
    where: { number: 8 },
    update: {},
    create: {
      number: 8,
      title: 'Build capacity and learn lessons for emergency response and post-crisis action',
      thematicArea: 'Capacity',
      phaseSlug: 'crisis-preparedness',
      samplePracticesAre: 'verbatim',
    },
  })
  await db.samplePractice.upsert({
    where: { id: '8.4' },
    update: {},
    create: { id: '8.4', guidelineNumber: 8, number: 4, text: 'Peer-to-peer exchanges' },
  })
}

/** A record of the repository about something, without its event. Call it in a transaction. @returns its id */
export async function aPractice(slug: string, title: string, context: Partial<ContextKeys> = {}) {
  const id = newId()
  const at = new Date('2026-01-02T00:00:00Z')
  await db.practice.create({
    data: {
      id,
      slug,
      title,
      contextId: await createContext(pickContextKeys(context)),
      stakeholderLine: '',
      description: '',
      descriptionHtml: '',
      thematicAreas: '',
      sourceKey: `file:${slug}`,
      recordDigest: '',
      createdAt: at,
      updatedAt: at,
    },
  })
  return id
}
