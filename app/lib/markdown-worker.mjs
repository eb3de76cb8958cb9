import { parentPort } from 'node:worker_threads'
import { Marked } from 'marked'
import sanitizeHtml from 'sanitize-html'

/** Deeper than anyone writes by hand; browsers themselves give up at 512. */
const deepest = 40

const escapeHtml = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const firstLetter = /[\p{L}]/u
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/**
 * The direction of a block that holds other blocks. `dir="auto"` would not see the text of children that bear a `dir`
 * of their own (HTML, "contained text auto directionality"), so it is told.
 */
const containerDirection = (raw) => (rightToLeft.test(firstLetter.exec(raw)?.[0] ?? '') ? ' dir="rtl"' : '')

let insideLink = false

const link = (href, inner) => {
  if (insideLink) return inner()
  insideLink = true
  try {
    return `<a href="${escapeHtml(href)}">${inner()}</a>`
  } finally {
    insideLink = false
  }
}

const marked = new Marked({
  gfm: true,
  // People press Enter to begin a new line, and mean it.
  breaks: true,
  tokenizer: {
    // HTML is no part of what people write here: `List<T>` and `<script>` stay readable as they were typed.
    html: () => undefined,
    tag: (src) => {
      const raw = /^<br\s*\/?>/i.exec(src)?.[0]
      return raw ? { type: 'br', raw } : undefined
    },
  },
  renderer: {
    heading({ tokens, depth }) {
      // The page has its own h1 and h2.
      const tag = `h${Math.min(6, depth + 2)}`
      return `<${tag} dir="auto">${this.parser.parseInline(tokens)}</${tag}>\n`
    },
    paragraph({ tokens }) {
      return `<p dir="auto">${this.parser.parseInline(tokens)}</p>\n`
    },
    blockquote({ tokens, raw }) {
      return `<blockquote${containerDirection(raw)}>\n${this.parser.parse(tokens)}</blockquote>\n`
    },
    list({ ordered, start, items, raw }) {
      const tag = ordered ? 'ol' : 'ul'
      const from = ordered && start !== 1 ? ` start="${Number(start)}"` : ''
      const inner = items.map((item) => this.listitem(item)).join('')
      return `<${tag}${from}${containerDirection(raw)}>\n${inner}</${tag}>\n`
    },
    listitem({ tokens, loose }) {
      return `<li${loose ? '' : ' dir="auto"'}>${this.parser.parse(tokens, loose)}</li>\n`
    },
    checkbox({ checked }) {
      return checked ? '☑ ' : '☐ '
    },
    table({ header, rows, raw }) {
      const row = (cells) => `<tr>${cells.map((cell) => this.tablecell(cell)).join('')}</tr>\n`
      const body = rows.length ? `<tbody>\n${rows.map(row).join('')}</tbody>\n` : ''
      return `<table${containerDirection(raw)}>\n<thead>\n${row(header)}</thead>\n${body}</table>\n`
    },
    tablecell({ tokens, header }) {
      const tag = header ? 'th' : 'td'
      return `<${tag} dir="auto">${this.parser.parseInline(tokens)}</${tag}>`
    },
    link({ href, tokens }) {
      return link(href, () => this.parser.parseInline(tokens))
    },
    // A picture would make each reader's browser ask another host: it becomes a link to it.
    image({ href, text }) {
      return link(href, () => escapeHtml(text || href))
    },
  },
})

/**
 * Where a link may lead: another page here (`/…`) or http, https, mailto and tel. Read as a browser reads it.
 * @returns the address as written, cleaned, or null where it is refused
 */
function allowedAddress(href) {
  let url
  try {
    url = new URL(href, 'http://own.invalid')
  } catch {
    return null
  }
  if (url.host === 'own.invalid') {
    const path = url.pathname + url.search + url.hash
    return /^\s*\//.test(href) && !path.startsWith('//') ? path : null
  }
  // `//host` and `/\\host` look like pages of ours and are not; `name@host` hides where it leads.
  if (!/^\s*[a-z][a-z0-9+.-]*:/i.test(href) || url.username || url.password) return null
  return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : null
}

const direction = { a: ['href', 'rel'], ol: ['start', 'dir'] }
for (const tag of ['p', 'li', 'ul', 'blockquote', 'table', 'th', 'td', 'h3', 'h4', 'h5', 'h6']) direction[tag] = ['dir']

const sanitizeOptions = {
  allowedTags: 'p br strong em del a ul ol li blockquote pre code hr table thead tbody tr th td h3 h4 h5 h6'.split(' '),
  allowedAttributes: direction,
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  nestingLimit: deepest,
  // A link that leads nowhere is no link; its text stays.
  exclusiveFilter: ({ tag, attribs }) => (tag === 'a' && !attribs.href ? 'excludeTag' : false),
  transformTags: {
    a: (tagName, { href }) => {
      const address = allowedAddress(href ?? '')
      if (address === null) return { tagName, attribs: {} }
      const away = /^https?:/.test(address)
      return { tagName, attribs: away ? { href: address, rel: 'nofollow ugc noopener' } : { href: address } }
    },
  },
}

function render(text) {
  insideLink = false
  return sanitizeHtml(marked.parse(text), sanitizeOptions).trim()
}

parentPort.on('message', ({ text }) => {
  let html = null
  try {
    html = render(text)
  } catch {
    // Marked overflows the stack on very deep nesting. The caller then shows the text as it was typed.
  }
  parentPort.postMessage({ html })
})
parentPort.postMessage({ ready: true })
