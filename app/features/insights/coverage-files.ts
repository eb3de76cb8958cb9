import type { Translate } from '~/i18n/translate'
import { csvLine, csvMark } from '~/lib/csv'
import { type Coverage, type CoverageCell, coveredStates, isEmpty } from './coverage'

/** The matrix as CSV, a line for each cell, the empty ones too. */
export function coverageCsv({ guidelines, crisisTypes, phases }: Coverage, t: Translate): string {
  const head = csvLine([
    t('insights.coverage.guideline'),
    t('insights.coverage.columns.title'),
    t('insights.coverage.columns.crisisType'),
    t('insights.coverage.columns.phase'),
    t('insights.coverage.columns.lessons'),
    ...coveredStates.map((state) => t(`lessons.states.${state}`)),
    t('insights.coverage.columns.practices'),
    t('insights.coverage.columns.threads'),
    t('insights.coverage.columns.newest'),
  ])
  const lines = guidelines.flatMap(({ number, title, cells }) =>
    cells.flatMap((row, type) =>
      row.map((cell, phase) =>
        csvLine([
          number,
          title,
          crisisTypes[type]?.label,
          phases[phase]?.label,
          cell.lessons,
          ...coveredStates.map((state) => cell.states[state]),
          cell.practices,
          cell.threads,
          cell.newest?.slice(0, 10),
        ]),
      ),
    ),
  )
  return csvMark + head + lines.join('')
}

/** The tokens of the light ground (app/styles/app.css): a picture has its own ground. */
const colours = { paper: '#fbfaf7', ink: '#1c1b19', muted: '#5e5a52', edge: '#8a8478', onDark: '#ffffff' }
/** From pale to the accent; on the last two the letters are white. */
const steps = ['#e3eeee', '#b9d6d7', '#7fb3b6', '#2f7d83', '#0b5c63']
const [left, top, wide, high] = [330, 92, 104, 34]

/**
 * The matrix as a picture: a square a cell, darker where there is more, with its three numbers in it. It has no style
 * sheet and no script, so that it can be shown under any rules.
 */
export function coveragePicture({ guidelines, crisisTypes, phases }: Coverage, t: Translate): string {
  const columns = crisisTypes.length * phases.length
  const [width, height] = [left + columns * wide + 16, top + guidelines.length * high + 48]
  const words = (x: number, y: number, text: string, more = '') =>
    `<text x="${x}" y="${y}" ${more}>${escapeXml(text)}</text>`
  const middle = 'text-anchor="middle"'
  const heads = crisisTypes.map(({ label }, type) =>
    [
      words(left + (type + 0.5) * phases.length * wide, 30, label, `${middle} font-weight="700"`),
      ...phases.map((phase, index) =>
        twoLines(phase.label).map((line, row) =>
          words(left + (type * phases.length + index + 0.5) * wide, 54 + row * 16, line, `${middle} font-size="13"`),
        ),
      ),
    ].flat(2),
  )
  const rows = guidelines.map(({ number, title, cells }, row) =>
    [
      words(8, top + row * high + 22, shortened(`${number}. ${title}`, 44)),
      ...cells.flat().map((cell, column) => square(left + column * wide, top + row * high, cell)),
    ].join(''),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="14" fill="${colours.ink}"><title>${escapeXml(t('insights.coverage.pictureTitle'))}</title><rect width="100%" height="100%" fill="${colours.paper}"/>${heads.flat().join('')}${rows.join('')}${words(8, height - 16, t('insights.coverage.pictureKey'), `fill="${colours.muted}"`)}</svg>`
}

function square(x: number, y: number, cell: CoverageCell): string {
  const total = cell.lessons + cell.practices + cell.threads
  const step = total === 0 ? -1 : Math.min(steps.length - 1, Math.floor(Math.log2(total)))
  const fill = step < 0 ? `fill="none" stroke="${colours.edge}" stroke-dasharray="3 3"` : `fill="${steps[step]}"`
  const said = isEmpty(cell) ? '–' : `${cell.lessons} · ${cell.practices} · ${cell.threads}`
  const ink = step >= 3 ? colours.onDark : colours.ink
  return `<rect x="${x + 2}" y="${y + 2}" width="${wide - 4}" height="${high - 4}" ${fill}/><text x="${x + wide / 2}" y="${y + 22}" text-anchor="middle" fill="${ink}">${said}</text>`
}

const shortened = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`

/** A label over two lines, so that columns can be narrow. */
function twoLines(text: string): string[] {
  const space = text.indexOf(' ')
  return space < 0 || text.length < 12
    ? [shortened(text, 14)]
    : [text.slice(0, space), shortened(text.slice(space + 1), 14)]
}

const escapeXml = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
