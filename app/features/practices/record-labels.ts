import { foldName } from '../taxonomy/fold'

export type Field =
  | 'title'
  | 'typeOfPractice'
  | 'country'
  | 'stakeholder'
  | 'stakeholderType'
  | 'crisisType'
  | 'phase'
  | 'description'
  | 'links'
  | 'guidelines'
  | 'source'

/** A label of the form at the start of a line, with what stands after it on the line ('' where it stands alone). */
export type Label = { field: Field; inline: string }

const spellings: [Field, RegExp][] = [
  ['title', /^(?:title(?: of practice)?|practice (?:title|name)|name of practice)$/],
  ['typeOfPractice', /^(?:types? of (?:good )?practices?|practice types?)$/],
  [
    'country',
    /^(?:countr(?:y|ies)|country ies)(?: countries)?(?: (?:or |and )?(?:regions?|territor(?:y|ies)|areas?))?(?: (?:concerned|covered|of implementation|of practices?|where practice (?:is|was) implemented|implementing practices?))?$/,
  ],
  ['stakeholder', /^(?:names? of )?(?:implementing )?stakeholders?(?: names?)?(?: implementing practices?)?$/],
  [
    'stakeholderType',
    /^(?:types? of (?:implementing )?stakeholders?(?: implementing practices?)?|(?:implementing )?stakeholders? types?)$/,
  ],
  ['crisisType', /^(?:types? of cris[ie]s|cris[ie]s types?)$/],
  ['phase', /^(?:cris[ie]s )?(?:phases?|stages?)(?: of cris[ie]s)?$/],
  [
    'description',
    /^(?:(?:brief|short|full|detailed) )?(?:descriptions?|summary)(?: of practices?)?$|^practice description$/,
  ],
  [
    'links',
    /^(?:(?:related|useful|relevant|further|additional|external|web) )+(?:links?|documents?|resources?|materials?|information)(?: (?:and|or)? ?(?:links?|documents?|resources?|materials?))?$|^links?$/,
  ],
  [
    'guidelines',
    /^(?:micic )?(?:guidelines?|thematic areas?)(?: (?:and |or )?(?:micic )?(?:guidelines?|thematic areas?))?$/,
  ],
  ['source', /^(?:sources?(?: (?:url|link|address|page))?|url|original (?:page|source|url))$/],
]

const hint = /\(\s*(?:please\s+)?(?:check|select|tick|choose|mark)\b[^)]*\)/giu

/** Marks of lists and headings before a line's words. */
export const withoutMark = (line: string): string =>
  line
    .replace(/^[\s>#]*(?:(?:[*•●○·▪■◦‣»=–—-]|\uF0B7|\*\*|__)\s*)*/u, '')
    .replace(/^\(?(?:\d{1,2}|[a-z])[.)]\s+/u, '')
    .trim()

/** The label that a line begins with, if any. Case, accents, "(s)", "(Check all that apply)" and list marks are free. */
export function readLabel(line: string): Label | null {
  const text = withoutMark(line)
  if (text === '' || !/^[\p{L}(]/u.test(text)) return null
  for (const pattern of [
    /^([^:：]{2,140}?)\s*[:：][\s*_]*(.*)$/u,
    /^([^:：]{2,140}?[:：][^:：]{0,60}?\))\s*[:：][\s*_]*(.*)$/u,
    /^(.{2,140})()$/u,
    /^(.{2,80}?)\s+[–—-]\s+(.+)$/u,
    /^(.{2,80}?)(?:\t+|\s{2,})(.+)$/u,
    /^(.{2,80}?\(\s*(?:please\s+)?(?:check|select|tick|choose|mark)\b[^)]*\))\s*(.+)$/iu,
  ]) {
    const parts = pattern.exec(text)
    const field = parts && fieldOf(parts[1] ?? '')
    if (field) return { field, inline: (parts[2] ?? '').trim() }
  }
  const address = /^([\p{L} ]{3,40}?)\s+((?:https?:\/\/|www\.)\S.*)$/iu.exec(text)
  const field = address && fieldOf(address[1] ?? '')
  return field === 'links' || field === 'source' ? { field, inline: address?.[2] ?? '' } : null
}

function fieldOf(head: string): Field | null {
  if (head.length > 140) return null
  const folded = foldName(
    head
      .replace(hint, ' ')
      .replace(/y\(ies\)/giu, 'ies')
      .replace(/\(s\)/giu, 's')
      .replace(/[*_]/gu, ' '),
  )
  return spellings.find(([, pattern]) => pattern.test(folded))?.[0] ?? null
}

/** A line such as "GUIDELINE 8: Build capacity …" or "Guidelines 3 and 8". */
export type GuidelineHeading = { numbers: number[]; title: string; plain: boolean }

/** Reads the heading of a guideline. `plain` says that only its words tell it from running text. */
export function readGuidelineHeading(line: string): GuidelineHeading | null {
  const text = withoutMark(line)
  const parts =
    /^(micic\s+)?guidelines?\s*(?:no\.?|nr\.?|number|#)?\s*(\d{1,3}(?:\s*(?:,|;|\/|&|and)\s*(?:guideline\s+)?\d{1,3})*)(?![\d.]*\d)\s*([:：.–—-]*)\s*(.*)$/iu.exec(
      text,
    )
  if (!parts) return null
  const [, , numbers = '', mark = '', title = ''] = parts
  const shouted = /^(?:MICIC\s+)?GUIDELINES?\b/u.test(text)
  return {
    numbers: [...numbers.matchAll(/\d+/gu)].map(([number]) => Number(number)),
    title: title.replace(/[*_]+$/u, '').trim(),
    plain: !shouted && mark === '' && title !== '',
  }
}

/** Whether a line is a sentence or more, rather than a value of a form. */
export function isProse(line: string): boolean {
  const words = line.trim().split(/\s+/u).length
  return words > 14 || (words > 7 && /[.!?…]["'”’)]?$/u.test(line.trim()))
}

/** Whether a value says that there is none. */
export const isNothing = (value: string): boolean =>
  /^(?:n\s*\/?\.?\s*a\.?|none|nil|null|unknown|not (?:applicable|available|specified|known)|tb[dc]|[-–—.…?]*)$/iu.test(
    value.trim(),
  )
