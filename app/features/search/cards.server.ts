import { db } from '~/db.server'
import { lessonWhere } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { type Card, type CardKind, type OwnLink, ownLinksIn } from '~/features/peer-sessions/own-links'
import { sessionWhere } from '~/features/peer-sessions/queries.server'
import { threadWhere } from '~/features/threads/queries.server'
import { excerptOf } from '~/lib/excerpt'
import { plainText } from '~/lib/markdown.server'

/** Links that one page or question unfolds. */
const mostCards = 100

type Found = { title: string; line: string }
type Find = (viewer: Viewer | null, keys: string[]) => Promise<Map<string, Found>>

const lineOf = (html: string): string => excerptOf(plainText(html), 120)

/** One query for each kind. What the viewer may not see is not found. */
const finders: Record<CardKind, Find> = {
  async thread(viewer, keys) {
    const rows = await db.thread.findMany({
      where: { id: { in: keys }, AND: [threadWhere(viewer)] },
      select: {
        id: true,
        title: true,
        posts: { where: { number: 1, deletedAt: null, heldAt: null }, select: { html: true } },
      },
    })
    return new Map(rows.map(({ id, title, posts }) => [id, { title, line: lineOf(posts[0]?.html ?? '') }]))
  },
  async lesson(viewer, keys) {
    const rows = await db.lesson.findMany({
      where: { id: { in: keys }, AND: [lessonWhere(viewer)] },
      select: { id: true, title: true, recommendationHtml: true, observationHtml: true },
    })
    return new Map(
      rows.map(({ id, title, recommendationHtml, observationHtml }) => [
        id,
        { title, line: lineOf(recommendationHtml || observationHtml) },
      ]),
    )
  },
  async practice(_viewer, keys) {
    const rows = await db.practice.findMany({
      where: { slug: { in: keys } },
      select: { slug: true, title: true, stakeholderLine: true },
    })
    return new Map(
      rows.map(({ slug, title, stakeholderLine }) => [slug, { title, line: excerptOf(stakeholderLine, 120) }]),
    )
  },
  async guideline(_viewer, keys) {
    const numbers = keys.map(Number).filter((number) => Number.isSafeInteger(number) && number > 0)
    const rows = await db.guideline.findMany({
      where: { number: { in: numbers } },
      select: { number: true, title: true, thematicArea: true, samplePractices: { select: { id: true, text: true } } },
    })
    return new Map(
      rows.flatMap(({ number, title, thematicArea, samplePractices }) => [
        [String(number), { title: `${number}. ${title}`, line: thematicArea }] as const,
        ...samplePractices.map(
          ({ id, text }) =>
            [`${number}#${id}`, { title: `${number}. ${title}`, line: excerptOf(`${id} ${text}`, 120) }] as const,
        ),
      ]),
    )
  },
  async session(viewer, keys) {
    const rows = await db.peerSession.findMany({
      where: { id: { in: keys }, AND: [sessionWhere(viewer)] },
      select: { id: true, title: true, format: { select: { label: true } } },
    })
    return new Map(rows.map(({ id, title, format }) => [id, { title, line: format.label }]))
  },
}

/**
 * The things that texts link to, as the viewer may see them, one query for each kind.
 * @returns by the address of the link; what does not exist for the viewer has none
 */
export async function cardsFor(viewer: Viewer | null, links: OwnLink[]): Promise<Map<string, Card>> {
  const wanted = links.slice(0, mostCards)
  const kinds = [...new Set(wanted.map(({ kind }) => kind))]
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const keys = [...new Set(wanted.flatMap((one) => (one.kind === kind ? one.key : [])))]
      return [kind, await finders[kind](viewer, keys)] as const
    }),
  )
  const byKind = new Map(found)
  return new Map(
    wanted.flatMap(({ href, kind, key, part }) => {
      const things = byKind.get(kind)
      const thing = (part && things?.get(`${key}#${part}`)) || things?.get(key)
      return thing ? [[href, { href, kind, ...thing }] as const] : []
    }),
  )
}

/**
 * The cards under the messages of a page.
 * @param origin the site's own
 * @returns by the ids of the messages; those without any have none
 */
export async function cardsOfMessages(
  viewer: Viewer | null,
  messages: { id: string; body: string }[],
  origin: string,
): Promise<Record<string, Card[]>> {
  const links = messages.flatMap(({ id, body }) => {
    const found = ownLinksIn(body, origin)
    return found.length > 0 ? [{ id, found }] : []
  })
  if (links.length === 0) return {}
  const cards = await cardsFor(
    viewer,
    links.flatMap(({ found }) => found),
  )
  return Object.fromEntries(links.map(({ id, found }) => [id, found.flatMap(({ href }) => cards.get(href) ?? [])]))
}
