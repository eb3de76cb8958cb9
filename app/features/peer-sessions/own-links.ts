/** What links of the product lead to. */
export const cardKinds = ['thread', 'lesson', 'practice', 'guideline', 'session'] as const
export type CardKind = (typeof cardKinds)[number]

/** A thing of the product as it stands under a message that links to it. */
export type Card = { href: string; kind: CardKind; title: string; line: string }

/** An address of a thing: `/threads/x`, `/guidelines/8#8.4`. `part` is a sample practice. */
export type OwnLink = { href: string; kind: CardKind; key: string; part?: string }

/** Cards under one message. */
const mostOfMessage = 3

const kindOf: Record<string, CardKind> = {
  threads: 'thread',
  lessons: 'lesson',
  practices: 'practice',
  guidelines: 'guideline',
  sessions: 'session',
}
const link =
  /(?:^|[\s(<[])(https?:\/\/[^\s/()<>]+)?(\/(threads|lessons|practices|guidelines|sessions)\/([\w-]{1,120}))(?:\?[^\s#)>\]]*)?(#[^\s)>\]]*)?(?=$|[\s)>\].,;:!?])/g

/**
 * The things of the product that a text links to, each once, in order.
 * @param origin the site's own, as in `https://exchange.example.org`; addresses of others are none
 */
export function ownLinksIn(text: string, origin: string): OwnLink[] {
  const found = new Map<string, OwnLink>()
  if (!text.includes('/')) return []
  for (const [, site, path = '', list = '', key = '', hash = ''] of text.matchAll(link)) {
    if (site && site !== origin) continue
    const kind = kindOf[list]
    if (!kind) continue
    const part = kind === 'guideline' ? /^#(\d{1,2}\.\d{1,2})/.exec(hash)?.[1] : undefined
    const href = part ? `${path}#${part}` : path
    found.set(href, { href, kind, key, ...(part ? { part } : {}) })
  }
  return [...found.values()].slice(0, mostOfMessage)
}
