/** A word as the index holds it, and where it stands in the text that it was read from (UTF-16 offsets). */
export type Token = { text: string; start: number; end: number; isCluster: boolean }

/** Letters, digits and marks, with what may stand inside a word without being seen (soft hyphen, joiners, bidi marks). */
const run = /[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}\u00AD\u200C-\u200F\u2060]*/gu

/** What begins a cluster of a script that is written without spaces. The digits of those scripts make words. */
const clusterHead = String.raw`(?!\p{Nd})[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]`
/** Marks, and the letters that belong to the cluster before: Thai and Lao am (also in two parts), half-width voicing. */
const clusterTail = String.raw`[\p{M}\u0E33\u0EB3\uFF9E\uFF9F]*(?:(?<=[\u0E4D\u0ECD]\p{M}*)[\u0E32\u0EB2])?`

/**
 * The pieces of a run: such clusters, and words. Own rules rather than Intl.Segmenter's, which change with the version
 * of Node and would part index and query.
 */
const piece = new RegExp(`${clusterHead}${clusterTail}|(?:(?!${clusterHead})[\\s\\S])+`, 'gu')
const cluster = new RegExp(`^${clusterHead}`, 'u')

/**
 * Reads the words of a text as the index holds them: without case, accents and points, Arabic without its article, the
 * English plural without its s; scripts without spaces cluster by cluster, so that a phrase finds any part of them.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (const { 0: letters, index } of text.matchAll(run)) {
    for (const { 0: part, index: offset } of letters.matchAll(piece)) {
      const isCluster = cluster.test(part)
      const folded = isCluster ? foldCluster(part) : foldWord(part)
      const start = index + offset
      if (folded) tokens.push({ text: folded, start, end: start + part.length, isCluster })
    }
  }
  return tokens
}

/** A text as it is written into the index: its folded words between spaces. */
export const fold = (text: string): string =>
  tokenize(text)
    .map((token) => token.text)
    .join(' ')

const notWord = /[^\p{L}\p{N}\p{M}]/gu

/** Am is one letter or two, and its tone mark is typed before or within it: all become the same. */
const foldCluster = (letters: string) =>
  letters
    .normalize('NFKC')
    .replace(/(?<![\u0E48-\u0E4B\u0EC8-\u0ECB])([\u0E48-\u0E4B\u0EC8-\u0ECB]+)([\u0E4D\u0ECD])/gu, '$2$1')
    .toLowerCase()
    .replace(notWord, '')

function foldWord(word: string): string {
  if (/^[A-Za-z0-9]+$/.test(word)) return singular(word.toLowerCase())
  const letters = word
    .normalize('NFKD')
    .toLowerCase()
    .replace(pointsAndAccents, '')
    .replace(notWord, '')
    .replace(/[ıłøđðþæœßſςٱىةکیےہھەۀ]/g, (letter) => sameLetter[letter] ?? letter)
    .replace(/\p{Nd}/gu, digit)
    .normalize('NFC')
  if (/^[a-z]+$/.test(letters)) return singular(letters)
  return /^\p{sc=Arab}+$/u.test(letters) ? withoutArticle(letters) : letters
}

/** Accents of Latin, Greek and Cyrillic letters, points of Hebrew, Arabic and Syriac ones, and the Arabic tatweel. */
const pointsAndAccents = /(?=\p{M})[\p{sc=Zinh}\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}]|\u0640/gu

/** Letters that NFKD leaves whole, and those that Arabic, Persian and Urdu keyboards write differently. */
const sameLetter: Record<string, string> = {
  ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ß: 'ss', ſ: 's', ς: 'σ' },
  ...{ ٱ: 'ا', ى: 'ي', ة: 'ه', ک: 'ك', ی: 'ي', ے: 'ي', ہ: 'ه', ھ: 'ه', ە: 'ه', ۀ: 'ه' },
}

/** Decimal digits stand ten by ten from a code point that ends in 0 or 6. */
function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 128) return character
  const zero = /\p{Nd}/u.test(String.fromCodePoint(code & ~15)) ? 0 : 6
  return String((code & 15) - zero)
}

/** Harman's "S" stemmer ("How effective is suffixing?", 1991), for words of five letters and more. */
function singular(word: string): string {
  if (word === 'crises') return 'crisis'
  if (word.length < 5 || !word.endsWith('s') || /(?:us|ss|is|[0-9]s)$/.test(word)) return word
  return /[^ae]ies$/.test(word) ? `${word.slice(0, -3)}y` : word.slice(0, -1)
}

/** The article with what is written onto it (and, by, as, for), where three letters remain: light10, Larkey 2007. */
const withoutArticle = (word: string) => word.replace(/^و(?=.{4})/u, '').replace(/^(?:[بفك]?ال|لل)(?=.{3})/u, '')
