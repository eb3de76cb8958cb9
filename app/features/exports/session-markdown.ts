import type { Translate } from '~/i18n/translate'
import { contextFacts, facts, plain } from './markdown'
import type { SessionRecord, SessionRecordMessage } from './session-record'

/**
 * A session as Markdown. The first line is its sharing label. What people wrote stands in quotes, so that no heading,
 * fence or list of theirs changes anything outside of it; one line of theirs means nothing in Markdown.
 */
export function sessionMarkdown(record: SessionRecord, t: Translate): string {
  const heading = (text: string) => `## ${plain(text)}`
  const part = (title: string, blocks: string[]) => (blocks.length > 0 ? [heading(title), ...blocks] : [])
  const text = (title: string, markdown: string) => part(title, markdown.trim() ? [quote(markdown)] : [])
  const link = ({ title, url }: { title: string; url: string }) =>
    `- ${plain(title || t('lessons.untitled'))}: <${url}>`
  const list = <T>(items: T[], line: (item: T) => string) => (items.length > 0 ? [items.map(line).join('\n')] : [])
  const blocks = [
    record.tlp,
    `# ${plain(record.title)}`,
    headFacts(record, t),
    ...text(t('sessionRecord.page.purpose'), record.purpose),
    ...text(t('sessionRecord.page.agenda'), record.agenda),
    ...part(
      t('sessionRecord.page.phases'),
      list(record.phases, ({ name, startedAt, endedAt }) => `- ${plain(name)}: ${span(startedAt, endedAt)}`),
    ),
    ...text(t('sessionRecord.page.summary'), record.summary),
    ...part(
      t('sessionRecord.page.notes'),
      record.notes.flatMap((note) => [`### ${plain(note.label)}`, quote(note.text)]),
    ),
    ...part(
      t('sessionRecord.page.actions'),
      record.actions.flatMap((action) => actionBlocks(action, t)),
    ),
    ...part(t('sessionRecord.page.lessons'), list(record.lessons, link)),
    ...part(t('sessionRecord.page.threads'), list(record.threads, link)),
    ...part(t('sessionRecord.page.attendance'), attendanceBlocks(record, t)),
    ...part(
      t('sessionRecord.page.messages'),
      record.messages.flatMap((message) => messageBlocks(message, t)),
    ),
    ...(record.next ? [`${plain(t('sessionRecord.page.next'))}: <${record.next.replace('.json?', '.md?')}>`] : []),
    record.tlp,
  ]
  return `${blocks.join('\n\n')}\n`
}

/** "2026-06-03 15:00 UTC" */
const moment = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`

const span = (from: string, to: string | null): string =>
  to
    ? `${moment(from).slice(0, -4)} – ${to.slice(0, 10) === from.slice(0, 10) ? `${to.slice(11, 16)} UTC` : moment(to)}`
    : moment(from)

/** People's Markdown as a quote: whatever it opens ends with it. */
const quote = (markdown: string): string =>
  markdown
    .toWellFormed()
    .split(/\r\n|[\r\n]/)
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')

const headFacts = (record: SessionRecord, t: Translate): string =>
  facts([
    [t('sessionRecord.page.sharing'), `${record.tlp} (${t(`peerSessions.sharing.means.${labelOf(record)}`)})`],
    [t('sessionRecord.page.rule'), record.chathamHouse ? t('sessionRecord.page.ruleHolds') : ''],
    [t('sessionRecord.page.format'), record.format.label],
    [t('sessionRecord.page.organizer'), record.organizer],
    [t('sessionRecord.page.began'), moment(record.startedAt)],
    [t('sessionRecord.page.ended'), record.endedAt ? moment(record.endedAt) : ''],
    [t('sessionRecord.page.access'), t(`peerSessions.access.${record.access}`)],
    [t('sessionRecord.page.language'), record.languages.join(', ')],
    ...contextFacts(record.context, t),
    [t('sessionRecord.page.address'), record.url],
  ])

const labelOf = ({ tlp }: SessionRecord) => tlp.slice(4).toLowerCase() as 'clear' | 'green' | 'amber' | 'red'

function actionBlocks(action: SessionRecord['actions'][number], t: Translate): string[] {
  const words = [
    t('sessionActions.we'),
    action.what,
    ...(action.dueDate ? [t('sessionActions.until'), action.dueDate] : []),
    ...(action.with ? [t('sessionActions.with'), action.with] : []),
  ]
  const owner = `${t('sessionActions.owner')} ${action.owner ?? t('sessionActions.nobody')}`
  const state = t(`sessionActions.states.${action.state}`)
  return [
    `- ${plain(`${words.join(' ')}. ${owner}. ${state}.`)} <${action.url}>`,
    ...(action.result.trim() ? [quote(action.result).replace(/^/gm, '  ')] : []),
  ]
}

function attendanceBlocks({ attendance }: SessionRecord, t: Translate): string[] {
  if (!attendance) return []
  const { count, people, kinds } = attendance
  const lines = [
    ...people.map(({ name, organization, stakeholderType, role }) =>
      [name, role === 'participant' ? null : t(`peerSessions.people.${role}`), organization, stakeholderType]
        .filter(Boolean)
        .join(', '),
    ),
    ...kinds.map((kind) => t('peerSessions.neutral.kind', { kind: kind.label, count: kind.count })),
  ]
  return [
    plain(t('sessionRecord.page.attended', { count })),
    ...(lines.length > 0 ? [lines.map((line) => `- ${plain(line)}`).join('\n')] : []),
  ]
}

function messageBlocks(message: SessionRecordMessage, t: Translate): string[] {
  const head = [
    `**${message.number}.** ${plain(message.by)}`,
    moment(message.at),
    message.replyTo === null ? '' : plain(t('sessionRecord.page.answers', { number: message.replyTo })),
    message.insight ? plain(t('sessionRecord.page.insight')) : '',
    message.editedAt ? plain(t('sessionRecord.page.edited')) : '',
  ]
  const body = message.withheld ? plain(t(`sessionRecord.page.${message.withheld}`)) : quote(message.body)
  return [head.filter(Boolean).join(' · '), body]
}
