import { type MessageKey, type MessageParams, translate } from '~/i18n/translate'
import { type ImportedFile, importPractices } from './import-practices.server'

type Out = { print: (line: string) => void; error: (line: string) => void }

/**
 * `npm run import -- FILE_OR_FOLDER…`: imports records and prints what became of each file, every doubt, and totals.
 * @param words `--dry-run`, `--json`, `--help` and paths; after `--` all are paths
 * @returns the exit code: 1 where a file was refused or nothing could be imported
 */
export async function importCommand(words: string[], { print, error }: Out): Promise<number> {
  const t = translate('en')
  const end = words.indexOf('--')
  const options = new Set((end < 0 ? words : words.slice(0, end)).filter((word) => word.startsWith('--')))
  const paths = words.filter((word, index) => word !== '' && (end >= 0 && index > end ? true : !word.startsWith('--')))

  if (options.has('--help')) {
    print(t('practices.import.usage'))
    return 0
  }
  const unknown = [...options].find((option) => !['--dry-run', '--json'].includes(option))
  if (unknown || paths.length === 0) {
    error(unknown ? t('practices.import.unknownOption', { option: unknown }) : t('practices.import.nothingGiven'))
    return 1
  }

  const dryRun = options.has('--dry-run')
  const { files, totals } = await importPractices(paths, { dryRun })
  if (options.has('--json')) print(JSON.stringify({ files, totals }, null, 2))
  else {
    for (const file of files) for (const line of linesOf(file, t)) print(line)
    print(t('practices.import.totals', totals))
    if (dryRun) print(t('practices.import.dryRun'))
  }
  return totals.refused > 0 ? 1 : 0
}

function linesOf(
  { file, status, title, doubts }: ImportedFile,
  t: (key: MessageKey, params?: MessageParams) => string,
): string[] {
  const said = t(`practices.import.status.${status}`).padEnd(9)
  if (status === 'refused')
    return [t('practices.import.refusedLine', { status: said, file, reason: doubts.join('; ') })]
  return [
    t('practices.import.line', { status: said, file, title: title ?? '' }),
    ...doubts.map((doubt) => t('practices.import.doubtLine', { doubt })),
  ]
}
