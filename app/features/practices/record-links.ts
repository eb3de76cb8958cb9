import { isNothing, isProse, withoutMark } from './record-labels'

/** A related link: a label without an address stays a label. */
export type RecordLink = { label: string; url: string | null }

const address = /(?:https?:\/\/|www\.)[^\s<>"“”|]+/giu

/** The addresses in a text, without the punctuation of the sentence around them. */
export function findAddresses(text: string): { at: number; length: number; url: string }[] {
  return [...text.matchAll(address)].map((match) => {
    let written = match[0]
    for (;;) {
      // "..." marks an address that was cut off; it is left, so that it can be told.
      const shorter = written.endsWith('...') ? written : written.replace(/[.,;:!?'’*_\]}]$/u, '')
      const open = [...shorter].filter((c) => c === '(').length
      const closed = [...shorter].filter((c) => c === ')').length
      const balanced = shorter.endsWith(')') && closed > open ? shorter.slice(0, -1) : shorter
      if (balanced === written) break
      written = balanced
    }
    return { at: match.index, length: written.length, url: /^www\./iu.test(written) ? `https://${written}` : written }
  })
}

/** The address that a text is, with nothing beside it but brackets or a full stop. */
export function onlyAddress(text: string): string | null {
  const trimmed = text.trim().replace(/^[<(["]+|[>)\]".,;]+$/gu, '')
  const found = findAddresses(trimmed)
  const only = found[0]
  return found.length === 1 && only && only.at === 0 && only.length === trimmed.length && URL.canParse(only.url)
    ? only.url
    : null
}

/** Whether an address ends in dots, as where a page shortened it. */
export const isCutOff = (url: string): boolean => /(?:\.{3}|…)$/u.test(url)

/**
 * Reads the links of a record from the lines below their label: addresses, labels with an address on the same line or
 * the next, labels alone. Lines that are running text come back as `rest`.
 * @param hasText whether the record has its description elsewhere
 */
export function readLinks(lines: string[], hasText: boolean): { links: RecordLink[]; rest: string[] } {
  const links: RecordLink[] = []
  let waiting: string | null = null
  let gap = false
  const flush = () => {
    if (waiting) links.push({ label: waiting, url: null })
    waiting = null
  }
  for (const [index, line] of lines.entries()) {
    const text = withoutMark(line)
    if (text === '') {
      gap = true
      continue
    }
    const found = findAddresses(text)
    const words = text.replace(address, ' ').trim().split(/\s+/u).filter(Boolean).length
    const isText =
      index > 0 && (found.length > 0 ? words > 25 : isProse(text) || (gap && !hasText && links.length > 0 && words > 8))
    if (isText) {
      flush()
      return { links, rest: lines.slice(index) }
    }
    if (isNothing(text)) continue
    if (found.length === 0) {
      flush()
      waiting = text
    } else if (waiting && found.length === 1 && words === 0) {
      links.push({ label: waiting.replace(/\s*[:–—-]$/u, ''), url: found[0]?.url ?? null })
      waiting = null
    } else {
      flush()
      links.push(...linksOfLine(text, found))
    }
    gap = false
  }
  flush()
  return { links, rest: [] }
}

function linksOfLine(text: string, found: ReturnType<typeof findAddresses>): RecordLink[] {
  const markdown = [...text.matchAll(/\[([^\]]+)\]\(((?:https?:\/\/|www\.)[^)\s]+)\)/giu)]
  if (markdown.length === found.length) {
    return markdown.map(([, label = '', url = '']) => ({ label, url: /^www/iu.test(url) ? `https://${url}` : url }))
  }
  const trim = (piece: string) =>
    piece.replace(/^[\s.,;:|()<>–—•-]+|[\s.,;:|(<>–—•-]+$/gu, '').replace(/^and\s+|\s+(?:and|see|at)$/giu, '')
  const between = found.map(({ at }, index) => {
    const before = found[index - 1]
    return trim(text.slice(before ? before.at + before.length : 0, at))
  })
  const last = found.at(-1)
  const after = last ? trim(text.slice(last.at + last.length)) : ''
  // Where the first address has nothing before it and the last something after it, labels follow their addresses.
  const follows = between[0] === '' && after !== ''
  const labels = follows ? [...between.slice(1), after] : between
  return found.map(({ url }, index) => {
    const label = (labels[index] ?? '').replace(/^([^(]*)\)$/u, '$1')
    return { label: label === '' || /^and$/iu.test(label) ? url : label, url }
  })
}
