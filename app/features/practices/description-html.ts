import { withoutMark } from './record-labels'
import { findAddresses } from './record-links'

const escapeHtml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Makes HTML of a record's plain text: paragraphs, lists, addresses as links; all else is escaped. */
export function descriptionHtml(text: string): string {
  return text
    .split(/\n{2,}/u)
    .filter((block) => block.trim() !== '')
    .map(blockHtml)
    .join('\n')
}

const mark = /^\s*(?:[•●○▪■◦‣»*–-]|\(?\d{1,2}[.)])\s+/u

function blockHtml(block: string): string {
  const html: string[] = []
  let paragraph: string[] = []
  let items: string[] = []
  const flush = () => {
    if (paragraph.length > 0) html.push(`<p dir="auto">${paragraph.join('\n')}</p>`)
    if (items.length > 0) html.push(`<ul dir="auto">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`)
    paragraph = []
    items = []
  }
  for (const line of block.split('\n')) {
    const isItem = mark.test(line)
    if (isItem ? paragraph.length > 0 : items.length > 0) flush()
    if (isItem) items.push(withLinks(withoutMark(line)))
    else paragraph.push(withLinks(line.trim()))
  }
  flush()
  return html.join('\n')
}

function withLinks(text: string): string {
  let html = ''
  let from = 0
  for (const { at, length, url } of findAddresses(text)) {
    html += escapeHtml(text.slice(from, at))
    const written = escapeHtml(text.slice(at, at + length))
    html += URL.canParse(url)
      ? `<a href="${escapeHtml(url)}" rel="nofollow noopener noreferrer">${written}</a>`
      : written
    from = at + length
  }
  return html + escapeHtml(text.slice(from))
}
