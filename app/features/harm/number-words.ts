import { readable } from './readable'

const units = [
  'zero|oh|nought|nil|zéro|cero|صفر',
  'one|un|une|uno|una|واحد|واحدة',
  'two|deux|dos|اثنان|اثنين|اثنتان|اثنتين|إثنان|إثنين|تنين',
  'three|trois|tres|ثلاثة|ثلاث|تلاتة',
  'four|quatre|cuatro|أربعة|أربع',
  'five|cinq|cinco|خمسة|خمس',
  'six|seis|ستة|ست',
  'seven|sept|siete|سبعة|سبع',
  'eight|huit|ocho|ثمانية|ثماني|ثمان|تمانية',
  'nine|neuf|nueve|تسعة|تسع',
]
const pairs =
  'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|dix|onze|douze|treize|quatorze|quinze|seize|vingt|vingts|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte|veintiuno|veintiún|veintidós|veintitrés|veinticuatro|veinticinco|veintiséis|veintisiete|veintiocho|veintinueve|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|عشرة|عشر|عشرون|عشرين|ثلاثون|ثلاثين|أربعون|أربعين|خمسون|خمسين|ستون|ستين|سبعون|سبعين|ثمانون|ثمانين|تسعون|تسعين'

/** How many digits a word stands for, and which, where it is one. */
const known = new Map<string, { digits: number; value: number | null }>()
for (const [value, words] of units.entries())
  for (const word of words.split('|')) known.set(readable(word).low, { digits: 1, value })
for (const word of pairs.split('|')) known.set(readable(word).low, { digits: 2, value: null })
const repeats = new Map([
  ['double', 2],
  ['triple', 3],
  ['doble', 2],
])
const joiners = new Set([
  'and',
  'et',
  'y',
  'و',
  'plus',
  'mas',
  'then',
  'puis',
  'luego',
  'ثم',
  'dash',
  'tiret',
  'guion',
  'space',
  'zayed',
  'زايد',
  'شرطه',
])

/**
 * Runs of digits in words, of English, French, Spanish and Arabic, mixed with digits or not: "zero six, soixante-deux …".
 * At least seven digits, four of them in words; not counting one, two, three.
 */
export function numberWordRuns(low: string): { start: number; end: number; digits: number }[] {
  const runs: { start: number; end: number; digits: number }[] = []
  let start = -1
  let end = 0
  let digits = 0
  let words = 0
  let values: (number | null)[] = []
  let times = 1
  const close = () => {
    const counting =
      values.length > 2 &&
      values.every((value, at) => at === 0 || (value !== null && value === (values[at - 1] ?? -9) + 1))
    if (start >= 0 && digits >= 7 && words >= 4 && !counting) runs.push({ start, end, digits })
    start = -1
    digits = words = 0
    values = []
    times = 1
  }
  for (const { index, 0: token } of low.matchAll(/\p{L}+|\d+|[^\s\p{L}\d]/gu)) {
    if (start >= 0 && index - end > 4) close()
    if (/^\d/.test(token)) {
      if (token.length > 4) {
        close()
        continue
      }
      if (start < 0) start = index
      digits += token.length
      values.push(null)
      end = index + token.length
      continue
    }
    if (/^[-,./()+'–:]$/.test(token)) continue
    const word = known.get(token) ?? (token.startsWith('و') ? known.get(token.slice(1)) : undefined)
    if (word) {
      if (start < 0) start = index
      digits += word.digits * times
      words += times
      values.push(word.value)
      times = 1
      end = index + token.length
    } else if (repeats.has(token)) {
      if (start < 0) start = index
      times = repeats.get(token) ?? 1
      end = index + token.length
    } else if (start >= 0 && joiners.has(token)) end = index + token.length
    else close()
  }
  close()
  return runs
}
