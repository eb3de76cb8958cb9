/**
 * A text as the check reads it: accents, marks and invisible characters gone, digits of all scripts as 0 to 9, letters of
 * other scripts in Latin words as the letters they look like.
 */
export interface Readable {
  /** Case kept. */
  text: string
  /** As `text`, in lower case and of the same length. */
  low: string
  /** Where a stretch of `text` stands in the text as written, in UTF-16 units. */
  original(start: number, end: number): { start: number; end: number }
}

/** Zero-width, bidirectional and joining marks, variation selectors, keycaps, the Arabic tatweel. */
const unseen = /\u034f|[\u00ad\u061c\u0640\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/u
const mark = /\p{Mn}/u
const digit = /\p{Nd}/u
const dash = /[\p{Pd}\u2212\u2043]/u
const space = /[\p{Zs}\t\v\f]/u
const line = /[\n\r\u0085\u2028\u2029]/u
const same: Record<string, string> = {
  '·': '.',
  '•': '.',
  '∙': '.',
  '⋅': '.',
  '・': '.',
  '․': '.',
  '。': '.',
  '۔': '.',
  '‧': '.',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '`': "'",
  '´': "'",
  '′': "'",
  '″': '"',
  '“': '"',
  '”': '"',
  ى: 'ي',
  ة: 'ه',
  ک: 'ك',
  ی: 'ي',
  ہ: 'ه',
  '،': ',',
  '؛': ';',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  '⁄': '/',
  '∕': '/',
  '\\': '/',
}
const looksLike: Record<string, string> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  ё: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  ɡ: 'g',
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  І: 'I',
  Ј: 'J',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Ѕ: 'S',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
  Ζ: 'Z',
}

/** Reads a text for the check, in one pass. */
export function readable(written: string): Readable {
  const signs: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const sign of written) {
    const end = at + sign.length
    for (const plain of plainSigns(sign)) {
      signs.push(plain)
      starts.push(at)
      ends.push(end)
    }
    at = end
  }
  unmixWords(signs)
  const text = signs.join('')
  const low = signs.map((sign) => (sign.toLowerCase().length === 1 ? sign.toLowerCase() : sign)).join('')
  return {
    text,
    low,
    original: (start, end) => ({ start: starts[start] ?? written.length, end: ends[end - 1] ?? written.length }),
  }
}

/** What is made of one character: mostly one UTF-16 unit, none for what is not seen, more for ligatures. */
function plainSigns(sign: string): string[] {
  const code = sign.codePointAt(0) ?? 0
  if (code < 0x80) return code === 13 ? [] : sign === '\t' ? [' '] : [same[sign] ?? sign]
  if (mark.test(sign) || unseen.test(sign) || code === 0x20e3 || (code >= 0xe0000 && code <= 0xe01ef)) return []
  if (digit.test(sign)) return [String(digitValue(code))]
  if (line.test(sign)) return ['\n']
  if (space.test(sign)) return [' ']
  if (dash.test(sign)) return ['-']
  const known = same[sign]
  if (known) return [known]
  if (sign === 'º' || sign === '°') return ['°']
  const plain: string[] = []
  for (const part of sign.normalize('NFKD')) {
    if (mark.test(part) || unseen.test(part)) continue
    const value = same[part] ?? (digit.test(part) ? String(digitValue(part.codePointAt(0) ?? 0)) : part)
    plain.push(...(value.length === 1 ? [value] : ['\u2022']))
  }
  return plain
}

/** Decimal digits stand in runs of ten, each beginning with its zero, at addresses that Unicode keeps. */
function digitValue(code: number): number {
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10
  let zero = code
  while (code - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero--
  return code - zero
}

/** Words that mix Latin letters with letters that only look so are made Latin. */
function unmixWords(signs: string[]): void {
  let start = 0
  while (start < signs.length) {
    let end = start
    let latin = false
    let other = false
    while (end < signs.length && /[\p{L}\p{N}_.@+-]/u.test(signs[end] as string)) {
      const sign = signs[end] as string
      if (/[A-Za-z]/.test(sign)) latin = true
      else if (looksLike[sign]) other = true
      end++
    }
    if (latin && other)
      for (let at = start; at < end; at++) signs[at] = looksLike[signs[at] as string] ?? (signs[at] as string)
    start = end + 1
  }
}
