import { db } from '~/db.server'
import type { Role, Viewer } from '~/features/members/viewer'

/** The password of everyone in the cast. */
export const password = 'the seventh lantern by the river'

/** Of that password: argon2id with the parameters of the site (m = 19456 KiB, t = 2, p = 1), made once since it is slow. */
const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$BZ1wr+0fHFqxwhYpgye7Ig$r2izq4c8Lry+WbcuiG1cJ027lsyuIiROKeK9dSyoAdc'

const organizations = {
  consulate: { id: 'orgconsulate00', name: 'Consular Directorate', key: 'consular directorate' },
  authority: { id: 'orgauthority00', name: 'Disaster Management Authority', key: 'disaster management authority' },
  network: { id: 'orgnetwork0000', name: 'Mekong Migrant Network', key: 'mekong migrant network' },
  builders: { id: 'orgbuilders000', name: 'Harbour Builders', key: 'harbour builders' },
  exchange: { id: 'orgexchange000', name: 'Exchange Office', key: 'exchange office' },
}

type Part = {
  name: string
  role?: Role
  organization: keyof typeof organizations
  type: string
  bannedAt?: Date
  timeZone?: string
}

const parts = {
  amina: { name: 'Amina Diallo', organization: 'consulate', type: 'state-of-origin', timeZone: 'Africa/Dakar' },
  bounmy: { name: 'Bounmy Keo', organization: 'network', type: 'ngos', timeZone: 'Asia/Vientiane' },
  carmen: { name: 'Carmen Ruiz', role: 'moderator', organization: 'exchange', type: 'international-organizations' },
  dmitri: {
    name: 'Dmitri Orlov',
    role: 'administrator',
    organization: 'exchange',
    type: 'international-organizations',
  },
  elif: { name: 'Elif Kaya', organization: 'authority', type: 'host-state', timeZone: 'Europe/Istanbul' },
  farid: { name: 'Farid Nasser', organization: 'builders', type: 'private-sector', timeZone: 'Asia/Beirut' },
  zed: {
    name: 'Zed Banned',
    organization: 'builders',
    type: 'private-sector',
    bannedAt: new Date('2026-01-01T00:00:00Z'),
  },
} satisfies Record<string, Part>

export type CastName = keyof typeof parts
export type Cast = Record<CastName, Viewer>

/** The e-mail address of someone in the cast. */
export const emailOf = (name: CastName) => `${name}@example.org`

/**
 * Puts the named cast and their organizations into the database and answers with them as viewers: amina, bounmy, elif and
 * farid are members of four organizations and kinds of stakeholder, carmen is a moderator, dmitri an administrator, zed is
 * banned. A second call in the same database answers with the same people.
 */
export async function cast(): Promise<Cast> {
  const cast = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, viewerOf(name, part)])) as Cast
  if (await db.member.findUnique({ where: { id: cast.amina.id }, select: { id: true } })) return cast
  const createdAt = new Date('2026-01-01T00:00:00Z')
  await db.organization.createMany({
    data: Object.values(organizations).map((organization) => ({ ...organization, createdAt })),
  })
  await db.member.createMany({
    data: (Object.entries(parts) as [CastName, Part][]).map(([name, part]) => ({
      ...cast[name],
      email: emailOf(name),
      passwordHash,
      bannedAt: part.bannedAt ?? null,
      createdAt,
    })),
  })
  return cast
}

function viewerOf(name: string, part: Part): Viewer {
  return {
    id: name.padEnd(14, '0'),
    name: part.name,
    role: part.role ?? 'member',
    timeZone: part.timeZone ?? 'UTC',
    organizationId: organizations[part.organization].id,
    stakeholderTypeSlug: part.type,
  }
}
