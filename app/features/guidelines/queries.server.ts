import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import type { GuidelinesOfPhase, GuidelineView, SamplePracticesAre } from './guideline'

/** All guidelines by crisis phase, in the order of phases and numbers. */
export function listGuidelines(_viewer: Viewer | null): Promise<GuidelinesOfPhase[]> {
  return db.crisisPhase.findMany({
    where: { guidelines: { some: {} } },
    orderBy: { position: 'asc' },
    select: {
      slug: true,
      label: true,
      guidelines: {
        orderBy: { number: 'asc' },
        select: { number: true, title: true, thematicArea: true },
      },
    },
  })
}

/** One guideline. @param number as it stands in the address @throws notFound where there is none of this number */
export async function getGuideline(_viewer: Viewer | null, number: string): Promise<GuidelineView> {
  if (!/^[1-9]\d{0,2}$/.test(number)) throw notFound()
  const asked = Number(number)
  const [guideline, beside] = await Promise.all([
    db.guideline.findUnique({
      where: { number: asked },
      select: {
        number: true,
        title: true,
        thematicArea: true,
        bodyHtml: true,
        samplePracticesAre: true,
        sourceUrl: true,
        phase: { select: { slug: true, label: true } },
        samplePractices: { orderBy: { number: 'asc' }, select: { id: true, text: true } },
      },
    }),
    db.guideline.findMany({ where: { number: { in: [asked - 1, asked + 1] } }, select: { number: true } }),
  ])
  if (!guideline) throw notFound()
  const there = (other: number) => (beside.some((row) => row.number === other) ? other : null)
  return {
    ...guideline,
    samplePracticesAre: guideline.samplePracticesAre as SamplePracticesAre,
    previous: there(asked - 1),
    next: there(asked + 1),
  }
}
