import { lessonTexts } from '~/features/lessons/lesson'
import type { MessageKey, Translate } from '~/i18n/translate'
import { citationOf, citationText } from './citation'
import type { ExportRecord, LessonRecord, PracticeRecord, RecordContext, ThreadRecord, WholeThread } from './records'

/** A record as Markdown, under a heading of the given level, with how to cite it at its end. */
export function recordMarkdown(
  record: ExportRecord,
  { t, site, level = 1 }: { t: Translate; site: string; level?: number },
) {
  const heading = (text: string, below = 0) => `${'#'.repeat(level + below)} ${plain(text)}`
  const body =
    record.type === 'lesson'
      ? lessonParts(record, t, heading)
      : record.type === 'practice'
        ? practiceParts(record, t, heading)
        : threadParts(record, t, heading)
  const cite = `${plain(t('exports.cite'))}: ${plain(citationText(citationOf(record, site), kindOf(record, t)))}`
  return `${[heading(record.title || t('lessons.untitled')), ...body, cite].join('\n\n')}\n`
}

/** The word for what a citation cites. */
export const kindOf = (record: ExportRecord, t: Translate): string =>
  record.type === 'lesson'
    ? t('exports.kinds.lesson', { version: record.version })
    : t(record.type === 'practice' ? 'exports.kinds.practice' : 'exports.kinds.thread')

type Heading = (text: string, below?: number) => string

const lessonParts = (lesson: LessonRecord, t: Translate, heading: Heading) => [
  facts([
    [t('exports.facts.state'), t(`lessons.states.${lesson.state}` as MessageKey)],
    [
      t('exports.facts.by'),
      [lesson.by.name, lesson.by.organization, lesson.by.stakeholderType].filter(Boolean).join(', '),
    ],
    [t('exports.facts.source'), t(`lessons.sourceKindsShort.${lesson.sourceKind}`)],
    [t('exports.facts.eventDate'), lesson.eventDate ?? ''],
    ...contextFacts(lesson.context, t),
    [t('exports.facts.verified'), lesson.verifiedAt?.slice(0, 10) ?? ''],
    [t('exports.facts.address'), lesson.permanentUrl],
  ]),
  ...lessonTexts.flatMap((name) => (lesson[name] ? [heading(t(`lessons.fields.${name}`), 1), lesson[name]] : [])),
]

const practiceParts = (practice: PracticeRecord, t: Translate, heading: Heading) => [
  facts([
    [t('exports.facts.stakeholders'), practice.stakeholders],
    [t('exports.facts.types'), practice.typesOfPractice.map(({ label }) => label).join(', ')],
    [t('exports.facts.areas'), practice.thematicAreas.join(', ')],
    ...contextFacts(practice.context, t),
    [t('exports.facts.source'), practice.sourceUrl ?? ''],
    [t('exports.facts.address'), practice.url],
  ]),
  heading(t('exports.description'), 1),
  practice.description,
  ...(practice.links.length > 0
    ? [
        heading(t('exports.links'), 1),
        practice.links
          .map(({ label, url }) => `- ${plain(label)}${url ? `: <${url.replace(/[<>\s]/g, '')}>` : ''}`)
          .join('\n'),
      ]
    : []),
]

const threadParts = (thread: ThreadRecord | WholeThread, t: Translate, heading: Heading) => [
  facts([
    [t('exports.facts.by'), thread.by],
    [t('exports.facts.started'), thread.createdAt.slice(0, 10)],
    [t('exports.facts.replies'), String(thread.replies)],
    ...contextFacts(thread.context, t),
    [t('exports.facts.address'), thread.url],
  ]),
  ...('posts' in thread
    ? thread.posts.flatMap(({ number, by, createdAt, body }) => [
        heading(t('exports.post', { number, by, at: createdAt.slice(0, 16).replace('T', ' ') }), 1),
        body,
      ])
    : []),
]

/** What a thing is about, as rows of facts. */
export const contextFacts = (context: RecordContext, t: Translate): [string, string][] => [
  [t('context.groups.crisisType'), context.crisisTypes.map(({ label }) => label).join(', ')],
  [t('context.groups.phase'), context.phases.map(({ label }) => label).join(', ')],
  [t('context.groups.country'), context.countries.map(({ label }) => label).join(', ')],
  [t('context.groups.guideline'), context.guidelines.map(({ number, title }) => `${number}. ${title}`).join('; ')],
  [t('context.groups.samplePractice'), context.samplePractices.map(({ id, text }) => `${id} ${text}`).join('; ')],
  [t('context.groups.practice'), context.practices.map(({ title }) => title).join('; ')],
]

/** Facts as a list; those without a value are left out. */
export const facts = (rows: [string, string][]) =>
  rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- ${plain(name)}: ${plain(value)}`)
    .join('\n')

/** One line of text that means nothing in Markdown. Addresses stay whole. */
export const plain = (text: string) =>
  text
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .split(/(https?:\/\/[^\s<>]+)/)
    .map((part, index) => (index % 2 ? part : part.replace(/[\\`*_[\]<>#|&~]/g, '\\$&')))
    .join('')
    .trim()
