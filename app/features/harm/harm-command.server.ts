import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { translate } from '~/i18n/translate'
import { findHarm } from './find-harm'

/** One example. crisis: the slug or the name of a crisis type; anything of a conflict makes the check stricter. */
const exampleInput = z.object({
  text: z.string(),
  lang: z.string().default('und'),
  crisis: z.unknown().optional(),
  harm: z.union([z.boolean(), z.number(), z.string(), z.array(z.unknown()), z.null()]),
})

/** How the check did on some examples. precision and recall: 0 to 1, or null where there is nothing to divide by. */
export interface Score {
  examples: number
  truePositive: number
  falsePositive: number
  trueNegative: number
  falseNegative: number
  precision: number | null
  recall: number | null
}
/** precision and recall are those of the whole. */
export interface Scores {
  precision: number | null
  recall: number | null
  whole: Score
  languages: Record<string, Score>
  unreadable: { line: number; why: string }[]
}

const conflictCrisis =
  /conflict|war|unrest|violence|insurg|armed|coup|terror|conflit|guerre|conflicto|guerra|نزاع|صراع|حرب/iu

/** Whether the crisis of an example counts as a conflict, where no vocabulary is at hand. */
export const isConflictName = (crisis: unknown): boolean =>
  (Array.isArray(crisis) ? crisis : [crisis]).some((one) => typeof one === 'string' && conflictCrisis.test(one))

/** Runs the check over examples, one JSON object a line: {"text", "lang", "crisis", "harm"}. */
export function scoreExamples(file: string): Scores {
  const scores: Scores = { precision: null, recall: null, whole: emptyScore(), languages: {}, unreadable: [] }
  for (const [index, line] of file
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue
    const example = read(line)
    if ('why' in example) {
      scores.unreadable.push({ line: index + 1, why: example.why })
      continue
    }
    const { text, lang, crisis, harm } = example
    const found = findHarm(text, { lang, conflict: isConflictName(crisis) }).length > 0
    const language = Object.hasOwn(scores.languages, lang) ? scores.languages[lang] : undefined
    const ofLanguage = language ?? emptyScore()
    scores.languages[lang] = ofLanguage
    for (const score of [scores.whole, ofLanguage]) {
      score.examples++
      score[outcome(isTrue(harm), found)]++
    }
  }
  for (const score of [scores.whole, ...Object.values(scores.languages)]) {
    score.precision = share(score.truePositive, score.falsePositive)
    score.recall = share(score.truePositive, score.falseNegative)
  }
  scores.precision = scores.whole.precision
  scores.recall = scores.whole.recall
  return scores
}

function read(line: string): z.output<typeof exampleInput> | { why: string } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { why: 'JSON' }
  }
  const parsed = exampleInput.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? 'object')))
  return { why: [...fields].join(', ') }
}

const isTrue = (harm: unknown): boolean =>
  Array.isArray(harm)
    ? harm.length > 0
    : typeof harm === 'string'
      ? !/^(?:|0|no|none|false|n)$/i.test(harm.trim())
      : Boolean(harm)

const outcome = (harm: boolean, found: boolean) =>
  harm ? (found ? 'truePositive' : 'falseNegative') : found ? 'falsePositive' : 'trueNegative'

const share = (part: number, rest: number) => (part + rest === 0 ? null : part / (part + rest))

const emptyScore = (): Score => ({
  examples: 0,
  truePositive: 0,
  falsePositive: 0,
  trueNegative: 0,
  falseNegative: 0,
  precision: null,
  recall: null,
})

type Out = { print: (line: string) => void; error: (line: string) => void }

/**
 * `npm run harm-check -- FILE.jsonl [--json]`: how well the do-no-harm check does on examples, whole and by language.
 * @returns the exit code: 0 done, 1 a line or the file cannot be read, 2 the words make no command
 */
export async function harmCommand(words: string[], { print, error }: Out): Promise<number> {
  const t = translate('en')
  const options = readWords(words)
  if (!options) {
    error(t('harm.command.usage'))
    return 2
  }
  let file: string
  try {
    file = readFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), options.file), 'utf8')
  } catch {
    error(t('harm.command.noFile', { file: options.file }))
    return 1
  }
  const scores = scoreExamples(file)
  for (const { line, why } of scores.unreadable) error(t('harm.command.badLine', { line, why }))
  if (options.json) print(JSON.stringify(scores, null, 2))
  else for (const line of table(scores, t('harm.command.whole'))) print(line)
  return scores.unreadable.length > 0 ? 1 : 0
}

function readWords(words: string[]): { file: string; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    })
    const [file, ...rest] = positionals
    return file && rest.length === 0 ? { file, json: values.json } : null
  } catch {
    return null
  }
}

function table({ whole, languages }: Scores, label: string): string[] {
  const shown = (value: number | null) => (value === null ? '-' : value.toFixed(3))
  const line = (name: string, score: Score) =>
    [
      name.padEnd(10),
      `precision ${shown(score.precision)}`,
      `recall ${shown(score.recall)}`,
      `(${score.examples}: ${score.truePositive} right, ${score.falsePositive} false, ${score.falseNegative} missed)`,
    ].join('  ')
  const byName = Object.entries(languages).sort(([a], [b]) => (a < b ? -1 : 1))
  return [line(label, whole), ...byName.map(([name, score]) => line(name, score))]
}
