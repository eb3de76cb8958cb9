import type { Readable } from './readable'
import { anyOf, monthNames } from './words'

const months = anyOf(monthNames)
const laws = anyOf(
  `law|laws|act|acts|republic act|public law|executive order|decree|resolution|regulation|directive|convention|protocol|proclamation|order|circular|recommendation|bill|article|articles|section|gazette|
loi|décret|arrêté|règlement|circulaire|dahir|ordonnance|article|directive|décision|journal officiel|ley|decreto|real decreto|resolución|reglamento|orden|circular|acuerdo|artículo|decisión|boletín oficial|قانون|القانون|مرسوم|قرار|القرار|تعميم|المادة|مادة|اتفاقية|توصية|ظهير`.replace(
    /\n/g,
    '',
  ),
)

/** What is made of digits and identifies nobody. Each pattern is linear. */
const patterns = [
  // Addresses of pages; map links and phone links are looked for in the text itself.
  /(?:https?|hxxps?|ftp):\/\/[^\s<>"']{1,400}|www\.[^\s<>"']{1,300}/gu,
  /(?<![\p{L}\p{N}])10\.\d{4,9}\/[^\s<>"']{1,200}/gu,
  /(?:isbn|issn|doi|orcid|isni|pmid|arxiv)(?:-1[03])?[:\s#]{0,3}[\dx][\dx .-]{5,22}/gu,
  /(?<![\p{N}])97[89][- ]\d{1,5}[- ]\d{1,7}[- ]\d{1,7}[- ][\dx](?!\p{N})/gu,
  // GLIDE numbers (glidenumber.net).
  /(?<![\p{L}])[a-z]{2}-?(?:19|20)\d{2}-\d{6}(?:-[a-z]{3})?/gu,
  // Symbols of the documents of the United Nations and others: A/RES/73/195, S/2019/905, E/CN.4/2005/102, COM(2020) 610.
  /(?<![\p{L}\p{N}/])[a-z][a-z0-9]{0,7}(?:\.\d{1,3})?(?:\/[a-z0-9][a-z0-9.()-]{0,14}){1,8}/gu,
  /(?<![\p{L}])(?:com|swd|gov|gb|mc|c|ecosoc|wha|ilo|iom)[ (/.-]\d{2,4}[)/.-]\s?\d{1,5}(?:[/.-]\d{1,5}){0,3}/gu,
  new RegExp(
    String.raw`${laws}\s{0,2}(?:n°|n°s|no|nos|nr|num|numero|number|رقم|of|de|du|del)?[.°\s:]{0,3}\d{1,5}(?:[\s]?[-/.,]\s?\d{1,5}){0,3}`,
    'gu',
  ),
  // Dates and times.
  /(?<!\p{N})(?:1[3-9]|20)\d{2}([-/.])\d{1,2}\1\d{1,2}(?:[t ]\d{2}:?\d{2}(?::?\d{2})?(?:\.\d+)?z?)?(?!\p{N})/gu,
  /(?<!\p{N})\d{1,2}(\s?[-/.]\s?)\d{1,2}\1(?:1[3-9]|20)?\d{2}(?!\p{N})/gu,
  /(?<!\p{N})\d{1,2} \d{1,2} (?:19|20)\d{2}(?!\s?\p{N})/gu,
  new RegExp(
    String.raw`(?<!\p{N})\d{1,2}(?:\s?[-/]\s?\d{1,2})?(?:st|nd|rd|th|er|°)?(?: of| de| d'|\s?[-/])?\s?${months}\.?(?:,| de| del|\s?[-/])?\s{0,2}(?:\d{4})?`,
    'gu',
  ),
  new RegExp(String.raw`${months}\.?\s\d{1,2}(?:st|nd|rd|th)?(?:\s?-\s?\d{1,2})?,?\s{0,2}(?:\d{4})?(?!\p{N})`, 'gu'),
  /(?<!\p{N})(?:[01]?\d|2[0-3])[:h][0-5]\d(?::[0-5]\d)?(?:\s?(?:am|pm|utc|gmt|z|h)(?!\p{L}))?(?:\s?[-/]\s?(?:[01]?\d|2[0-4])[:h][0-5]\d)?(?!\p{N})/gu,
  /(?<!\p{N})(?:utc|gmt)\s?[+-]\s?\d{1,2}(?::\d{2})?/gu,
  /(?<![\p{N}.+])(?:1[89]|20)\d{2}\s?[-/]\s?(?:(?:19|20)\d{2}|\d{2})(?![\p{N}-])/gu,
  // Numbers of the year: 2023/045.
  /(?<![\p{N}.+-])(?:19|20)\d{2}\s?\/\s?\d{1,5}(?![\p{N}-])/gu,
  // Four or more years in a row.
  /(?<![\p{N}.+-])(?:19|20)\d{2}(?:[\s,;/]{1,3}(?:19|20)\d{2}){1,30}(?!\p{N})/gu,
  // Sums, shares, sizes.
  /(?:[$€£¥]|(?<!\p{L})(?:usd|eur|gbp|chf|us\$|mxn|xof|fcfa|lbp|egp|mad|sar))\s?\d[\d .,]{0,20}\d(?!\p{N})/gu,
  /(?<![\p{N}.])\d{1,3}(?:[ .,]\d{3}){1,4}(?:[.,]\d{1,2})?\s?(?:usd|eur|gbp|chf|fcfa|xof|dollars|euros|pesos|dinars?|dirhams?|francs|[$€£%])/gu,
  /(?<!\p{N})\d{1,3}(?:,\d{3}){1,4}(?!\p{N})/gu,
  /(?<![\p{N}.])\d{1,3}(?:[.,]\d{1,2})?\s?%/gu,
  // Versions and addresses of machines.
  /(?<![\p{N}.])(?:v?\d{1,2}(?:\.\d{1,3}){2,3}|\d{1,3}(?:\.\d{1,3}){3})(?!\.?\p{N})/gu,
]

/** Stretches whose digits are dates, sums, laws, documents, addresses of pages and the like; in their order, joined. */
export function exemptStretches({ low }: Readable): { start: number; end: number }[] {
  const all = patterns
    .flatMap((pattern) =>
      Array.from(low.matchAll(pattern), ({ index, 0: match }) => ({ start: index, end: index + match.length })),
    )
    .filter(({ start, end }) => !looksLikePhone(low.slice(Math.max(0, start - 2), Math.min(low.length, end + 14))))
    .sort((a, b) => a.start - b.start)
  const joined: { start: number; end: number }[] = []
  for (const one of all) {
    const last = joined.at(-1)
    if (last && one.start < last.end) last.end = Math.max(last.end, one.end)
    else joined.push({ ...one })
  }
  return joined
}

/** 06.12.34.56.78 begins like a date, +33.6.12 like a version. */
const looksLikePhone = (around: string) =>
  /^.{0,2}\d{2}([-./])\d{2}\1\d{2}\1\d{2}/u.test(around) || /^\s?\+\d{1,3}[.-]\d/u.test(around)
