import type { Message } from '~/i18n/translate'
import { foldLabel } from '../taxonomy/fold'
import { isNothing, isProse, readGuidelineHeading, withoutMark } from './record-labels'
import { splitOutsideParentheses } from './record-values'
import { contained, likeness } from './similarity'

/** What is known of a guideline when records are read. `text` is its whole text with its sample practices, if known. */
export type KnownGuideline = { number: number; title: string; thematicArea: string; text: string | null }

export type RecordGuidelines = {
  numbers: number[]
  /** Thematic areas as the record words them. */
  thematicAreas: string[]
  unknownAreas: string[]
  unknownGuidelines: string[]
  /** Lines that are neither a guideline's title nor its text nor an area: of the record itself. */
  rest: string[]
  doubts: Message[]
}

/**
 * Reads the part of a record below "Guidelines/Thematic Areas": areas, guidelines by their numbers (their titles vary),
 * and leaves out a guideline's own text where it is repeated below its title.
 * @param hasDescription whether the record's description stands elsewhere; else running text here may be it
 */
export function readGuidelines(
  lines: string[],
  guidelines: KnownGuideline[],
  hasDescription: boolean,
): RecordGuidelines {
  const found: RecordGuidelines = {
    numbers: [],
    thematicAreas: [],
    unknownAreas: [],
    unknownGuidelines: [],
    rest: [],
    doubts: [],
  }
  const areas = new Map(guidelines.map((guideline) => [foldLabel(guideline.thematicArea), guideline]))
  const texts = new Map<number, string[]>()
  let current: KnownGuideline | null = null
  let below: number | null = null
  let titleSoFar = ''

  const add = (number: number, title: string) => {
    const guideline = guidelines.find((each) => each.number === number)
    below = number
    current = guideline ?? null
    titleSoFar = title
    if (!guideline) {
      const value = title ? `${number}: ${title}` : String(number)
      if (!found.unknownGuidelines.includes(value)) found.unknownGuidelines.push(value)
      return
    }
    if (!found.numbers.includes(number)) found.numbers.push(number)
    if (title && likeness(title, guideline.title) < 0.3 && !startsTitle(title, guideline)) {
      found.doubts.push({ key: 'practices.import.doubt.guidelineTitle', params: { number, value: title } })
    }
  }

  for (const piece of lines.flatMap((line) => line.split(/[,;]?\s+(?=(?:GUIDELINE|Guideline)\s+\d)/u))) {
    const text = withoutMark(piece)
    if (text === '' || (below === null && isNothing(text))) {
      if (below !== null) texts.get(below)?.push('')
      continue
    }
    const heading = readGuidelineHeading(piece)
    if (heading && !(heading.plain && isProse(text))) {
      for (const number of heading.numbers) add(number, heading.numbers.length === 1 ? heading.title : '')
      continue
    }
    if (current && continuesTitle(text, titleSoFar, current)) {
      titleSoFar = `${titleSoFar} ${text}`.trim()
      continue
    }
    const numbered = /^\s*(?:[*•·»-]\s*)?\(?(\d{1,2})\s*[:.)–-]\s*(.+)$/u.exec(piece)
    const byNumber = numbered && guidelines.find(({ number }) => number === Number(numbered[1]))
    if (byNumber && likeness(numbered[2] ?? '', byNumber.title) > 0.5) {
      add(byNumber.number, numbered[2] ?? '')
      continue
    }
    if (below === null && /^\d{1,2}(?:\s*(?:,|;|and|&)\s*\d{1,2})*$/iu.test(piece.trim())) {
      for (const [number] of piece.matchAll(/\d+/gu)) add(Number(number), '')
      below = null
      current = null
      continue
    }
    const whole = areas.get(foldLabel(text))
    if (whole) {
      if (!found.thematicAreas.includes(text)) found.thematicAreas.push(text)
      continue
    }
    const byTitle = guidelines.find(({ title }) => likeness(text, title) > 0.75)
    if (byTitle) {
      add(byTitle.number, text)
      continue
    }
    const parts = splitOutsideParentheses(text)
    if (parts.length > 1 && parts.every((part) => areas.has(foldLabel(part)))) {
      found.thematicAreas.push(...parts.filter((part) => !found.thematicAreas.includes(part)))
      continue
    }
    if (below !== null) {
      const list = texts.get(below) ?? []
      list.push(text)
      texts.set(below, list)
    } else if (guidelines.some((each) => isOwnText(text, each))) {
      // A guideline's own text without its title.
    } else if (isProse(text)) {
      found.rest.push(piece)
    } else {
      for (const part of parts.some((each) => areas.has(foldLabel(each))) ? parts : [text]) {
        if (!found.thematicAreas.includes(part)) found.thematicAreas.push(part)
        if (!areas.has(foldLabel(part)) && !found.unknownAreas.includes(part)) found.unknownAreas.push(part)
      }
    }
  }

  for (const [number, text] of texts) sortText(number, text, guidelines, hasDescription, found)
  if (found.numbers.length === 0) takeFromAreas(areas, found)
  return found
}

/** Tells a guideline's own text below its title from what belongs to the record. */
function sortText(
  number: number,
  text: string[],
  guidelines: KnownGuideline[],
  hasDescription: boolean,
  found: RecordGuidelines,
): void {
  const guideline = guidelines.find((each) => each.number === number)
  const lines = text.filter((line) => line !== '')
  if (guideline?.text) {
    const foreign = lines.filter((line) => !isOwnText(line, guideline))
    if (foreign.length === 0) return
    found.rest.push(...foreign)
    found.doubts.push({ key: 'practices.import.doubt.textBelowGuideline', params: { number } })
    return
  }
  const namesSamples = lines.some((line) => isSamplesHeading(line))
  if (hasDescription || namesSamples) {
    found.doubts.push({ key: 'practices.import.doubt.guidelineText', params: { number } })
    return
  }
  found.rest.push(...text)
  found.doubts.push({ key: 'practices.import.doubt.descriptionBelowGuideline', params: { number } })
}

/** A record that names areas alone carries out the guidelines of these areas. */
function takeFromAreas(areas: Map<string, KnownGuideline>, found: RecordGuidelines): void {
  for (const area of found.thematicAreas) {
    const guideline = areas.get(foldLabel(area))
    if (!guideline || found.numbers.includes(guideline.number)) continue
    found.numbers.push(guideline.number)
    found.doubts.push({
      key: 'practices.import.doubt.guidelineFromArea',
      params: { number: guideline.number, value: area },
    })
  }
}

const isSamplesHeading = (line: string) => /^sample practices?\b/iu.test(line.trim())

const isOwnText = (line: string, guideline: KnownGuideline): boolean =>
  isSamplesHeading(line) || (guideline.text !== null && contained(line, guideline.text) >= 0.6)

/** Whether a line goes on with a title that was broken at the end of a line. */
function continuesTitle(line: string, soFar: string, guideline: KnownGuideline): boolean {
  if (isProse(line) && likeness(line, guideline.title) < 0.6) return false
  const longer = foldLabel(`${soFar} ${line}`)
  return foldLabel(guideline.title) === longer || foldLabel(guideline.title).startsWith(`${longer} `)
}

const startsTitle = (title: string, guideline: KnownGuideline) =>
  foldLabel(guideline.title).startsWith(foldLabel(title))
