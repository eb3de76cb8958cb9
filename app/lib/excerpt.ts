/** The first words of a text in one line, for quoting what a post or message answers. */
export function excerptOf(text: string, length = 100): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= length) return line
  const cut = Array.from(line.slice(0, length + 1))
    .slice(0, -1)
    .join('')
    .toWellFormed()
  const space = cut.lastIndexOf(' ')
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`
}
