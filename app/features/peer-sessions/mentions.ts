/** Somebody whom a message can name, by the name that the others of the session know. */
export type Mentionable = { name: string; memberId: string; href: string | null }

/** The most names of one message that count. */
const mostMentions = 20

const code = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/
const word = /[\p{L}\p{N}\p{M}_]/u
const fold = (text: string): string => text.normalize('NFC').toLocaleLowerCase('en')

/**
 * Finds `@Name` in what somebody typed, the longest name that fits, outside of code.
 * @param replace what stands there instead
 * @returns the text with the replacements, and the members whom it names
 */
export function mentionsIn(
  text: string,
  people: readonly Mentionable[],
  replace: (typed: string, person: Mentionable) => string,
): { text: string; memberIds: string[] } {
  if (people.length === 0 || !text.includes('@')) return { text, memberIds: [] }
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length)
  const found = new Set<string>()
  const parts = text.split(code).map((part, index) => (index % 2 ? part : replaceIn(part)))
  return { text: parts.join(''), memberIds: [...found] }

  function replaceIn(part: string): string {
    let out = ''
    let from = 0
    for (let at = part.indexOf('@'); at >= 0 && found.size < mostMentions; at = part.indexOf('@', at + 1)) {
      if (at < from || (at > 0 && (word.test(part[at - 1] ?? '') || part[at - 1] === '['))) continue
      const person = personAt(part, at + 1)
      if (!person) continue
      for (const { name, memberId } of people) if (fold(name) === fold(person.name)) found.add(memberId)
      const end = at + 1 + person.name.length
      out += part.slice(from, at) + replace(part.slice(at, end), person)
      from = end
    }
    return out + part.slice(from)
  }

  function personAt(part: string, at: number): Mentionable | undefined {
    return byLength.find(({ name }) => {
      const end = at + name.length
      return name !== '' && fold(part.slice(at, end)) === fold(name) && !word.test(part[end] ?? '')
    })
  }
}

/** Markdown in which a mention leads to the member, where names are shown; else it stands out. */
export const asMarkdown = (typed: string, { href }: Mentionable): string => {
  const text = typed.replace(/[\\`*_[\]<>~]/g, '\\$&')
  return href ? `[${text}](${href})` : `**${text}**`
}
