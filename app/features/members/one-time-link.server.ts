import { createHash, randomBytes } from 'node:crypto'
import { db, inTransaction } from '~/db.server'
import { AppError, conflict, notFound } from '~/lib/errors'
import { stillAdministers } from './still-administers.server'
import type { Viewer } from './viewer'

/** What a link is for: its holder becomes the first administrator, or sets a member's password. */
export type LinkPurpose = 'first-administrator' | 'password'

const lifetime = 24 * 60 * 60 * 1000
const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** Whether somebody administers the site. A banned administrator does not. */
export const hasAdministrator = async (besides?: string): Promise<boolean> =>
  (await db.member.findFirst({
    where: { role: 'administrator', bannedAt: null, ...(besides ? { id: { not: besides } } : {}) },
    select: { id: true },
  })) !== null

/**
 * Makes the link with which the first administrator is made, for whoever reads the server's output at a start. The one
 * of an earlier start is of no use from now on.
 * @param origin such as `https://exchange.example.org`
 * @returns null once there is an administrator
 */
export async function offerFirstAdministrator(origin: string): Promise<string | null> {
  const token = await inTransaction(async () =>
    (await hasAdministrator()) ? null : createLink('first-administrator', null),
  )
  return token && `${origin}/first-administrator/${token}`
}

/** Makes a link with which a member sets a new password. An earlier one is of no use from now on. */
export async function offerNewPassword(memberId: string, origin: string): Promise<string> {
  const token = await inTransaction(() => createLink('password', memberId))
  return `${origin}/reset/${token}`
}

/**
 * Makes a link for a new password, for an administrator to hand to its member.
 * @throws AppError 404 for anyone else and for what is no member, 409 for a banned one
 */
export const handOutNewPassword = (
  viewer: Viewer,
  memberId: string,
  origin: string,
): Promise<{ name: string; link: string }> =>
  inTransaction(async () => {
    const member =
      (await stillAdministers(viewer)) &&
      (await db.member.findUnique({ where: { id: memberId }, select: { name: true, bannedAt: true } }))
    if (!member) throw notFound()
    if (member.bannedAt) throw conflict('members.ban.noLink')
    return { name: member.name, link: await offerNewPassword(memberId, origin) }
  })

/** Replaces the link for this purpose and member. Only the hash is kept. @returns the token: 256 random bits */
async function createLink(purpose: LinkPurpose, memberId: string | null): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = Date.now()
  await db.oneTimeLink.deleteMany({ where: { OR: [{ purpose, memberId }, { expiresAt: { lte: new Date(now) } }] } })
  await db.oneTimeLink.create({
    data: { tokenHash: hashToken(token), purpose, memberId, expiresAt: new Date(now + lifetime) },
  })
  return token
}

/** A link that was used, replaced, or is over its 24 hours; or that never was one. */
export const linkGone = () => new AppError(404, 'members.link.gone')

const usable = (purpose: LinkPurpose, token: string) => ({
  tokenHash: hashToken(token),
  purpose,
  usedAt: null,
  expiresAt: { gt: new Date() },
})

/**
 * Looks at a link without using it, for the page behind it.
 * @returns for whom it is; null for the first administrator
 * @throws AppError 404 where it is of no use
 */
export async function readLink(purpose: LinkPurpose, token: string): Promise<{ name: string; email: string } | null> {
  const link = await db.oneTimeLink.findFirst({
    where: usable(purpose, token),
    select: { member: { select: { name: true, email: true, bannedAt: true } } },
  })
  if (!link || link.member?.bannedAt) throw linkGone()
  return link.member && { name: link.member.name, email: link.member.email }
}

/**
 * Uses a link up, inside the transaction of what it allows.
 * @returns whose link it is; null for the first administrator
 * @throws AppError 404 where it is of no use, or was used by another request just now
 */
export async function takeLink(purpose: LinkPurpose, token: string): Promise<string | null> {
  const link = await db.oneTimeLink.findFirst({
    where: usable(purpose, token),
    select: { tokenHash: true, memberId: true, member: { select: { bannedAt: true } } },
  })
  if (!link || link.member?.bannedAt) throw linkGone()
  await db.oneTimeLink.update({ where: { tokenHash: link.tokenHash }, data: { usedAt: new Date() } })
  return link.memberId
}
