import { parseArgs } from 'node:util'
import { db } from '~/db.server'
import { type Translate, translate } from '~/i18n/translate'
import { settings } from '~/lib/settings.server'
import { addMember } from './add-member.server'
import { banMember } from './ban-member.server'
import { changeRole } from './change-role.server'
import { emailInput, nameInput, roleInput } from './member'
import { offerNewPassword } from './one-time-link.server'
import { unbanMember } from './unban-member.server'
import type { Role } from './viewer'

type Out = { print: (line: string) => void; error: (line: string) => void }
type Options = { role?: string; name?: string }
type Member = { id: string; email: string; name: string; role: Role; bannedAt: Date | null }

/** Ends a command with a sentence. */
class Refused extends Error {}

/**
 * `npm run member -- …`: what the server's operator does to accounts. See the catalogue, members.command.usage.
 * @returns the exit code: 0 done, 1 refused with a sentence, 2 the words make no command
 */
export async function memberCommand(words: string[], { print, error }: Out): Promise<number> {
  const t = translate(settings().LOCALE)
  const command = read(words)
  if (command === 'help') {
    print(t('members.command.usage'))
    return 0
  }
  if (!command) {
    error(t('members.command.usage'))
    return 2
  }
  try {
    for (const line of await run(command, t)) print(line)
    return 0
  } catch (failure) {
    if (!(failure instanceof Refused)) throw failure
    error(failure.message)
    return 1
  }
}

type Command = { verb: 'add' | 'ban' | 'unban' | 'reset' | 'list'; email: string; options: Options }

function read(words: string[]): Command | 'help' | null {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { role: { type: 'string' }, name: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help || positionals[0] === 'help') return 'help'
    const [verb, email, ...rest] = positionals
    if (rest.length > 0) return null
    if (verb === 'list') return email === undefined ? { verb, email: '', options: {} } : null
    if (verb !== 'add' && verb !== 'ban' && verb !== 'unban' && verb !== 'reset') return null
    if (email === undefined || (verb !== 'add' && (values.role !== undefined || values.name !== undefined))) return null
    return { verb, email, options: values }
  } catch {
    return null
  }
}

async function run({ verb, email: given, options }: Command, t: Translate): Promise<string[]> {
  if (verb === 'list') return list(t)
  const email = emailInput.safeParse(given)
  if (!email.success) throw new Refused(t('members.command.notAnAddress', { given }))
  if (verb === 'add') return add(email.data, options, t)

  const member = await find(email.data)
  if (!member) throw new Refused(t('members.command.unknown', { email: email.data }))
  if (verb === 'ban') {
    await banMember('operator', member.id)
    return [t('members.command.banned', { email: member.email })]
  }
  if (verb === 'unban') {
    await unbanMember('operator', member.id)
    return [t('members.command.unbanned', { email: member.email })]
  }
  if (member.bannedAt) throw new Refused(t('members.command.isBanned', { email: member.email }))
  return [t('members.command.reset', { email: member.email, link: await offerNewPassword(member.id, origin()) })]
}

async function add(email: string, options: Options, t: Translate): Promise<string[]> {
  const role = roleInput.safeParse(options.role ?? 'member')
  if (!role.success) throw new Refused(t('members.command.unknownRole', { role: options.role ?? '' }))
  const name = nameInput.safeParse(options.name ?? email.split('@')[0])
  if (!name.success) throw new Refused(t('members.command.wrongName'))

  const id = await addMember({ email, name: name.data, role: role.data })
  if (id) {
    const link = await offerNewPassword(id, origin())
    return [t('members.command.added', { email, role: t(`members.role.${role.data}`), link })]
  }
  const member = await find(email)
  if (!member) throw new Refused(t('members.command.unknown', { email }))
  if (options.role === undefined) throw new Refused(t('members.command.known', { email }))
  await changeRole('operator', member.id, role.data)
  return [t('members.command.roleChanged', { email, role: t(`members.role.${role.data}`) })]
}

async function list(t: Translate): Promise<string[]> {
  const members = (await db.member.findMany({ select: memberSelect, orderBy: { email: 'asc' } })) as Member[]
  if (members.length === 0) return [t('members.command.none')]
  return members.map(({ email, name, role, bannedAt }) =>
    [email, t(`members.role.${role}`), name, bannedAt && t('members.ban.banned')].filter(Boolean).join('  '),
  )
}

const memberSelect = { id: true, email: true, name: true, role: true, bannedAt: true } as const
const find = (email: string) =>
  db.member.findUnique({ where: { email }, select: memberSelect }) as Promise<Member | null>

/** The address that links begin with: that of the site, or the one of a start on this computer. */
const origin = () => settings().ORIGIN ?? `http://localhost:${settings().PORT}`
