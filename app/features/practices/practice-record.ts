import type { Message } from '~/i18n/translate'
import type { Term } from '../taxonomy/vocabulary.server'
import { type KnownGuideline, readGuidelines } from './record-guidelines'
import { type Field, isNothing, isProse, readGuidelineHeading, readLabel, withoutMark } from './record-labels'
import { isCutOff, onlyAddress, type RecordLink, readLinks } from './record-links'
import { nameTest, splitStakeholders } from './record-stakeholders'
import { firstNamedThing, shorten, sourceKeyOf, titleFromAddress, titleFromFile } from './record-title'
import { countryLookup, type Lookup, readValues, termLookup } from './record-values'
import { likeness } from './similarity'

/** What the reader of records knows beforehand. */
export type RecordKnowledge = {
  typesOfPractice: Term[]
  stakeholderTypes: Term[]
  crisisTypes: Term[]
  phases: Term[]
  guidelines: KnownGuideline[]
  /** Names of stakeholders that are known to be one name each. */
  stakeholderNames: string[]
  /** Edited titles, by the key of the record's source. */
  titles: Map<string, string>
}

export type UnknownField =
  | 'typeOfPractice'
  | 'country'
  | 'stakeholderType'
  | 'crisisType'
  | 'phase'
  | 'guideline'
  | 'thematicArea'
  | 'source'
  | 'text'

/** A record of the repository as it was understood. */
export type PracticeRecord = {
  title: string
  /** The line as it stands on the record; its names where they can be told apart. */
  stakeholderLine: string
  stakeholders: string[]
  /** Slugs. */
  typesOfPractice: string[]
  stakeholderTypes: string[]
  crisisTypes: string[]
  phases: string[]
  /** ISO 3166-1 alpha-2, or "global". */
  countries: string[]
  guidelines: number[]
  thematicAreas: string[]
  /** Plain text, paragraphs apart by an empty line; '' where the record has none. */
  description: string
  links: RecordLink[]
  sourceUrl: string | null
  sourceKey: string
  /** Values that stand on the record and in no vocabulary, as they were written. */
  unknownValues: { field: UnknownField; value: string }[]
}

export type ParsedRecord = { ok: true; record: PracticeRecord; doubts: Message[] } | { ok: false; reason: Message }

type Section = { field: Field | null; inline: string[]; lines: string[] }
type ClosedField = 'typeOfPractice' | 'country' | 'stakeholderType' | 'crisisType' | 'phase'

const closedFields = ['typeOfPractice', 'country', 'stakeholderType', 'crisisType', 'phase'] as const
const isClosed = (field: Field | null): field is ClosedField => closedFields.some((each) => each === field)
const isHead = (field: Field | null) => isClosed(field) || field === 'stakeholder'
/** Labels that no ordinary text begins a line with. */
const unmistakable: Field[] = ['typeOfPractice', 'stakeholder', 'stakeholderType', 'crisisType', 'phase', 'guidelines']

/**
 * Reads a record of the repository in either of its layouts: label and value on one line, or the labels of the form
 * with values below. Whatever is missing, unknown or ambiguous is told as a doubt; nothing written is lost, but for a
 * guideline's own text.
 * @param text as `decodeRecord` gives it
 * @param fileName the name of its file, which stands in for a missing source address and title
 */
export function parsePracticeRecord(text: string, fileName: string, knowledge: RecordKnowledge): ParsedRecord {
  const lookups: Record<ClosedField, Lookup> = {
    typeOfPractice: termLookup(knowledge.typesOfPractice),
    country: countryLookup,
    stakeholderType: termLookup(knowledge.stakeholderTypes),
    crisisType: termLookup(knowledge.crisisTypes),
    phase: termLookup(knowledge.phases),
  }
  const layout = sectionsOf(text.split('\n'), lookups, knowledge.guidelines)
  const labels = new Set(layout.sections.map(({ field }) => field).filter((field) => field !== null))
  if (layout.title) labels.add('title')
  if (layout.source) labels.add('source')
  if (labels.size < 2 && !unmistakable.some((field) => labels.has(field))) {
    return { ok: false, reason: { key: 'practices.import.refused.noRecord' } }
  }

  const doubts: Message[] = []
  const unknownValues: PracticeRecord['unknownValues'] = []
  const loose: string[] = []
  const values: Record<ClosedField, string[]> = {
    typeOfPractice: [],
    country: [],
    stakeholderType: [],
    crisisType: [],
    phase: [],
  }
  const stakeholderLines: string[] = []
  const described: string[] = []
  const linkLines: Section[] = []
  const guidelineLines: string[] = []
  const lastHead = layout.sections.findLastIndex(({ field }) => isHead(field))

  for (const [index, section] of layout.sections.entries()) {
    if (isClosed(section.field)) {
      const { own, rest } = valueLines(section, lookups[section.field], index < lastHead)
      const read = readValues(own, lookups[section.field])
      values[section.field].push(...read.known.filter((value) => !values[section.field as ClosedField].includes(value)))
      for (const value of read.unknown) note(unknownValues, section.field, value)
      loose.push(...paragraph(rest))
    } else if (section.field === 'stakeholder') {
      const { own, rest } = valueLines(section, () => null, index < lastHead)
      for (const line of own) {
        if (!isNothing(line) && !stakeholderLines.includes(line)) stakeholderLines.push(line)
      }
      loose.push(...paragraph(rest))
    } else if (section.field === 'description') described.push(...section.inline, ...section.lines, '')
    else if (section.field === 'links') linkLines.push(section)
    else if (section.field === 'guidelines') guidelineLines.push(...section.inline, ...section.lines, '')
    else loose.push(...preambleText(section, unknownValues))
  }

  const links: RecordLink[] = []
  const hasText = () => [...described, ...loose].some((line) => line.trim() !== '' && !isNothing(line))
  for (const { inline, lines } of linkLines) {
    const read = readLinks([...(inline.length ? inline : ['']), ...lines], hasText())
    for (const link of read.links) {
      if (!links.some(({ label, url }) => label === link.label && url === link.url)) links.push(link)
    }
    loose.push(...paragraph(read.rest))
  }
  const guidelines = readGuidelines(guidelineLines, knowledge.guidelines, hasText())
  const describedBefore = hasText()
  for (const line of guidelines.rest) {
    if (!describedBefore) loose.push(line)
    else if (line.trim() !== '') note(unknownValues, 'text', line.trim())
  }

  const description = tidyDescription([...described, '', ...loose])
  const isGuidelineAlone = labels.size === 1 && labels.has('guidelines') && description === ''
  if (isGuidelineAlone) return { ok: false, reason: { key: 'practices.import.refused.noRecord' } }

  const line = stakeholderLines
    .join(stakeholderLines.some((each) => each.endsWith(',')) ? ' ' : ', ')
    .replace(/,\s*$/u, '')
  const names = stakeholderNames(stakeholderLines, line, nameTest(knowledge.stakeholderNames))
  if (layout.source && !layout.source.url) note(unknownValues, 'source', layout.source.text)
  for (const value of guidelines.unknownGuidelines) note(unknownValues, 'guideline', value)
  for (const value of guidelines.unknownAreas) note(unknownValues, 'thematicArea', value)

  const sourceUrl = layout.source?.url ?? null
  const sourceKey =
    (sourceUrl && sourceKeyOf(sourceUrl)) ?? `file:${(fileName.split(/[\\/]/u).at(-1) ?? fileName).normalize('NFC')}`
  const record: PracticeRecord = {
    title: titleOf(layout.title, sourceUrl, sourceKey, fileName, description, knowledge.titles),
    stakeholderLine: line,
    stakeholders: names ?? [],
    typesOfPractice: values.typeOfPractice,
    stakeholderTypes: values.stakeholderType,
    crisisTypes: values.crisisType,
    phases: values.phase,
    countries: values.country,
    guidelines: guidelines.numbers.sort((a, b) => a - b),
    thematicAreas: guidelines.thematicAreas,
    description,
    links,
    sourceUrl,
    sourceKey,
    unknownValues,
  }
  doubts.push(...missingFields(record), ...unknownValues.map(unknownDoubt), ...guidelines.doubts)
  if (line && !names) doubts.push({ key: 'practices.import.doubt.stakeholders', params: { value: line } })
  for (const { label, url } of links) {
    if (!url) doubts.push({ key: 'practices.import.doubt.linkWithoutAddress', params: { value: label } })
    else if (isCutOff(url)) doubts.push({ key: 'practices.import.doubt.linkCutOff', params: { value: url } })
  }
  for (const field of layout.repeated) doubts.push({ key: `practices.import.repeated.${field}` })
  return { ok: true, record, doubts }
}

type Layout = {
  sections: Section[]
  title: string | null
  source: { text: string; url: string | null } | null
  repeated: ClosedField[]
}

/** Cuts a record at its labels. A label's words inside running text are no label. */
function sectionsOf(lines: string[], lookups: Record<ClosedField, Lookup>, guidelines: KnownGuideline[]): Layout {
  let section: Section = { field: null, inline: [], lines: [] }
  const layout: Layout = { sections: [section], title: null, source: null, repeated: [] }
  const seen = new Set<Field>()
  const lastLine = lines.findLastIndex((line) => line.trim() !== '')

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const inText = section.field === 'description' || section.lines.some(isProse)
    const heading = readGuidelineHeading(line)
    if (heading && startsGuideline(heading, line, section, inText, guidelines)) {
      if (section.field !== 'guidelines') {
        section = { field: 'guidelines', inline: [], lines: [] }
        layout.sections.push(section)
      }
      section.lines.push(line)
      continue
    }
    const label = readLabel(line)
    if (!label) {
      section.lines.push(line.trimEnd())
      continue
    }
    const next = nextLine(lines, at)
    if (label.field === 'source') {
      const below = label.inline === ''
      const written = below ? next.text : label.inline
      const url = onlyAddress(written)
      // The last line, or nearly: an address that the text cites is no source of the record.
      const closes = (below ? next.at : at) >= lastLine
      const nearlyCloses = lines.slice(at + 1).filter((each) => each.trim() !== '').length <= 2
      if (url ? nearlyCloses || !inText : closes && written !== '' && !isNothing(written)) {
        const before = layout.source?.url
        if (before) layout.sections.push({ field: 'links', inline: [before], lines: [] })
        layout.source = { text: written, url }
        if (below) at = next.at
      } else if (!closes) section.lines.push(line.trimEnd())
      continue
    }
    if (label.field === 'title') {
      if (layout.title !== null || inText) {
        section.lines.push(line.trimEnd())
        continue
      }
      const below = label.inline === '' && next.text !== '' && !readLabel(next.text)
      layout.title = withoutQuotes(below ? next.text : label.inline)
      if (below) at = next.at
      continue
    }
    if (inText && !isLabelInText(label.field, label.inline, next.text, seen, lookups)) {
      section.lines.push(line.trimEnd())
      continue
    }
    if (isClosed(label.field) && seen.has(label.field) && !layout.repeated.includes(label.field))
      layout.repeated.push(label.field)
    seen.add(label.field)
    section = { field: label.field, inline: label.inline ? [label.inline] : [], lines: [] }
    layout.sections.push(section)
  }
  return layout
}

/** Inside running text a label is one only if the record has not had it yet and what follows is a value of it. */
function isLabelInText(
  field: Field,
  inline: string,
  next: string,
  seen: Set<Field>,
  lookups: Record<ClosedField, Lookup>,
): boolean {
  if (field === 'links') return inline === '' || !isProse(inline) || /https?:\/\/|www\./iu.test(inline)
  if (field === 'guidelines') return inline === '' || !isProse(inline) || /\bguidelines?\s+\d/iu.test(inline)
  if (seen.has(field)) return false
  if (isClosed(field)) {
    const value = inline || next
    return readValues([value], lookups[field]).known.length > 0 || isNothing(value)
  }
  return field === 'stakeholder' ? !isProse(inline) : true
}

function startsGuideline(
  heading: { numbers: number[]; title: string; plain: boolean },
  line: string,
  section: Section,
  inText: boolean,
  guidelines: KnownGuideline[],
): boolean {
  if (section.field === 'guidelines') return !(heading.plain && isProse(line))
  const known = guidelines.find(({ number }) => number === heading.numbers[0])
  if (known && heading.title && likeness(heading.title, known.title) >= 0.4) return true
  if (/^\W*(?:MICIC\s+)?GUIDELINE/u.test(line)) return true
  if (heading.title === '') return true
  return !inText && !heading.plain && !isProse(line)
}

/** The lines of a section that are its values, and those that are text without a label. */
function valueLines(section: Section, lookup: Lookup, anotherFollows: boolean): { own: string[]; rest: string[] } {
  const own = [...section.inline]
  let gap = false
  for (const [index, line] of section.lines.entries()) {
    const text = line.trim()
    if (text === '') {
      gap = true
      continue
    }
    const bare = withoutMark(text)
    const open = /[,;]$|\band$/iu.test(own.at(-1) ?? '')
    const { known, unknown } = readValues([text], lookup)
    const isValue =
      (known.length > 0 && unknown.length === 0) ||
      isNothing(bare) ||
      (!isProse(bare) &&
        (own.length === 0 ||
          (open && !gap) ||
          anotherFollows ||
          (section.inline.length === 0 && !gap) ||
          known.length > 0))
    if (!isValue) return { own, rest: section.lines.slice(index) }
    own.push(text === bare ? text : lookupText(text, bare))
    gap = false
  }
  return { own, rest: [] }
}

/** A box keeps its mark, since an empty one means no; other marks go. */
const lookupText = (text: string, bare: string) => (/^\s*[☐□◻☑☒✓✔✗✘[(]/u.test(text) ? text : bare)

/** Text before the first label: a description if it runs, else a line that is kept and told. */
function preambleText(section: Section, unknownValues: PracticeRecord['unknownValues']): string[] {
  const lines = section.lines.filter((line) => line.trim() !== '')
  if (lines.length === 0) return []
  if (lines.some(isProse)) return paragraph(section.lines)
  for (const line of lines) note(unknownValues, 'text', withoutMark(line) || line.trim())
  return []
}

const paragraph = (lines: string[]) => (lines.length > 0 ? [...lines, ''] : [])

function note(values: PracticeRecord['unknownValues'], field: UnknownField, value: string): void {
  const kept = value.slice(0, 2000)
  if (!values.some((each) => each.field === field && each.value === kept)) values.push({ field, value: kept })
}

/** Names on lines of their own are apart already; the names on one line are told apart by what is known. */
function stakeholderNames(lines: string[], line: string, isName: (name: string) => boolean): string[] | null {
  if (lines.length > 1 && lines.slice(0, -1).every((each) => !/,$|\band$/iu.test(each))) {
    const names = lines.map((each) => splitStakeholders(each, isName))
    return names.every((each) => each !== null) ? names.flat() : null
  }
  return line === '' ? [] : splitStakeholders(line, isName)
}

function tidyDescription(lines: string[]): string {
  const text = lines
    .map((line) => line.replace(/[ \t]+/gu, ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()
  return isNothing(text) ? '' : text
}

const withoutQuotes = (title: string) =>
  title
    .trim()
    .replace(/^["“”«](.*)["“”»]$/u, '$1')
    .trim()

function titleOf(
  line: string | null,
  sourceUrl: string | null,
  sourceKey: string,
  fileName: string,
  description: string,
  titles: Map<string, string>,
): string {
  const title =
    (line && !isNothing(line) ? line.replace(/\s+/gu, ' ') : null) ??
    titles.get(sourceKey) ??
    (sourceUrl ? titleFromAddress(sourceUrl) : null) ??
    titleFromFile(fileName) ??
    firstNamedThing(description) ??
    fileName
  return shorten(title)
}

function missingFields(record: PracticeRecord): Message[] {
  const unknown = (field: UnknownField) => record.unknownValues.some((value) => value.field === field)
  const missing: [boolean, Message][] = [
    [
      record.typesOfPractice.length === 0 && !unknown('typeOfPractice'),
      { key: 'practices.import.missing.typeOfPractice' },
    ],
    [record.countries.length === 0 && !unknown('country'), { key: 'practices.import.missing.country' }],
    [record.stakeholderLine === '', { key: 'practices.import.missing.stakeholder' }],
    [
      record.stakeholderTypes.length === 0 && !unknown('stakeholderType'),
      { key: 'practices.import.missing.stakeholderType' },
    ],
    [record.crisisTypes.length === 0 && !unknown('crisisType'), { key: 'practices.import.missing.crisisType' }],
    [record.phases.length === 0 && !unknown('phase'), { key: 'practices.import.missing.phase' }],
    [record.description === '', { key: 'practices.import.missing.description' }],
    [record.guidelines.length === 0 && !unknown('guideline'), { key: 'practices.import.missing.guideline' }],
  ]
  return missing.filter(([is]) => is).map(([, message]) => message)
}

const unknownDoubt = ({ field, value }: PracticeRecord['unknownValues'][number]): Message => ({
  key: `practices.import.unknown.${field}`,
  params: { value: value.length > 120 ? `${value.slice(0, 119)}…` : value },
})

function nextLine(lines: string[], at: number): { at: number; text: string } {
  for (let next = at + 1; next < lines.length; next++) {
    const text = lines[next]?.trim()
    if (text) return { at: next, text }
  }
  return { at, text: '' }
}
