import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { db } from '~/db.server'
import { projectRoot } from '~/lib/project-root.server'
import { decodeRecord } from './decode-record'
import { parsePracticeRecord, type RecordKnowledge } from './practice-record'

/** Where the reference data stands: vocabularies, guidelines and the records that the site comes with. */
export const referenceFolder = () => join(projectRoot(), 'prisma/seed/reference')

/** Everything that reading a record needs: the vocabularies as they are now, known names, the edited titles. */
export async function recordKnowledge(): Promise<RecordKnowledge> {
  const term = { slug: true, label: true } as const
  const [typesOfPractice, stakeholderTypes, crisisTypes, phases, guidelines, names, organizations] = await Promise.all([
    db.typeOfPractice.findMany({ select: term }),
    db.stakeholderType.findMany({ select: term }),
    db.crisisType.findMany({ select: term }),
    db.crisisPhase.findMany({ select: term }),
    db.guideline.findMany({
      select: {
        number: true,
        title: true,
        thematicArea: true,
        body: true,
        samplePractices: { select: { text: true } },
      },
      orderBy: { number: 'asc' },
    }),
    db.practiceStakeholder.findMany({ select: { name: true }, distinct: ['name'] }),
    db.organization.findMany({ select: { name: true } }),
  ])
  const knowledge: RecordKnowledge = {
    typesOfPractice,
    stakeholderTypes,
    crisisTypes,
    phases,
    guidelines: guidelines.map(({ number, title, thematicArea, body, samplePractices }) => ({
      number,
      title,
      thematicArea,
      text: body && [title, body, ...samplePractices.map(({ text }) => text)].join('\n'),
    })),
    stakeholderNames: [...names, ...organizations].map(({ name }) => name),
    titles: new Map(),
  }
  return { ...knowledge, titles: await editedTitles(knowledge) }
}

let titles: Promise<Map<string, string>> | undefined

/** The edited titles of the records that the site comes with, by the key of their sources: they bear none themselves. */
function editedTitles(knowledge: RecordKnowledge): Promise<Map<string, string>> {
  titles ??= (async () => {
    const folder = referenceFolder()
    const byFile: Record<string, string> = JSON.parse(
      await readFile(join(folder, 'practice-titles.json'), 'utf8'),
    ).titles
    const bySource = new Map<string, string>()
    for (const file of await readdir(join(folder, 'practices'))) {
      const title = byFile[file]
      if (!title) continue
      const decoded = decodeRecord(await readFile(join(folder, 'practices', file)))
      const parsed = decoded.ok && parsePracticeRecord(decoded.text, file, knowledge)
      if (parsed !== false && parsed.ok) bySource.set(parsed.record.sourceKey, title)
    }
    return bySource
  })()
  return titles
}
