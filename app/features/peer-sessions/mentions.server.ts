import { db } from '~/db.server'
import { translate } from '~/i18n/translate'
import { renderMarkdown } from '~/lib/markdown.server'
import { asMarkdown, type Mentionable, mentionsIn } from './mentions'
import { isNeutral, neutralName } from './pseudonym'
import { heardIn } from './pseudonyms.server'

const t = translate('en')

/** Whom a message in a session can name: those in it, under the Chatham House Rule by the neutral names that were heard. */
export async function mentionable(sessionId: string): Promise<Mentionable[]> {
  const session = await db.peerSession.findUnique({
    where: { id: sessionId },
    select: { chathamHouse: true, unlinkedAt: true },
  })
  if (!session) return []
  if (isNeutral(session)) {
    const rows = await db.sessionPseudonym.findMany({
      where: { sessionId, memberId: { not: null } },
      select: { id: true, number: true, memberId: true },
    })
    return (await heardIn(sessionId, rows)).map(({ number, memberId }) => ({
      name: neutralName(t, { number, stakeholderType: null }),
      memberId: memberId ?? '',
      href: null,
    }))
  }
  const rows = await db.sessionParticipant.findMany({
    where: { sessionId },
    select: { member: { select: { id: true, name: true } } },
  })
  return rows.map(({ member: { id, name } }) => ({ name, memberId: id, href: `/members/${id}` }))
}

/** A message as others see it, before the transaction in which it is kept, and the members whom it names. */
export async function renderMessage(sessionId: string, body: string): Promise<{ html: string; mentioned: string[] }> {
  const people = body.includes('@') ? await mentionable(sessionId) : []
  const { text, memberIds } = mentionsIn(body, people, asMarkdown)
  return { html: await renderMarkdown(text), mentioned: memberIds }
}

/**
 * Keeps whom a message names now, inside the caller's transaction.
 * @returns those whom it did not name before
 */
export async function keepMentions(messageId: string, mentioned: string[]): Promise<string[]> {
  const rows = await db.roomMessageMention.findMany({ where: { messageId }, select: { memberId: true } })
  const known = new Set(rows.map(({ memberId }) => memberId))
  if (known.size > 0) {
    await db.roomMessageMention.deleteMany({ where: { messageId, memberId: { notIn: mentioned } } })
  }
  const added = mentioned.filter((memberId) => !known.has(memberId))
  if (added.length > 0) {
    await db.roomMessageMention.createMany({ data: added.map((memberId) => ({ messageId, memberId })) })
  }
  return added
}
