import { afterAll, describe, expect, test } from 'vitest'
import { closeMarkdown, longestMarkdown, plainText, renderMarkdown } from '~/lib/markdown.server'

afterAll(closeMarkdown)

const open =
  /^<(p|li|ul|blockquote|table|th|td|h[3-6])(?: dir="(?:auto|rtl)")?>$|^<(strong|em|del|pre|code|thead|tbody|tr)>$|^<(ol)(?: start="\d+")?(?: dir="rtl")?>$|^<(a) href="(?:\/(?!\/)|https?:\/\/|mailto:|tel:)[^"]*"(?: rel="nofollow ugc noopener")?>$/

/** What is wrong with a piece of HTML that is about to stand in everybody's page: a strict grammar, not a parser. */
function wrongWith(html: string): string[] {
  const wrong: string[] = []
  const stack: string[] = []
  for (const part of html.split(/(<[^>]*>)/)) {
    if (!part.startsWith('<')) {
      if (/[<>]/.test(part)) wrong.push(`bare angle bracket in ${part.slice(0, 60)}`)
      continue
    }
    if (part === '<br />' || part === '<hr />') continue
    const close = /^<\/([a-z0-9]+)>$/.exec(part)?.[1]
    if (close) {
      if (stack.pop() !== close) wrong.push(`unbalanced ${part}`)
      continue
    }
    const tag = open.exec(part)?.slice(1).find(Boolean)
    if (!tag) wrong.push(`not allowed: ${part.slice(0, 100)}`)
    else if (tag === 'a' && stack.includes('a')) wrong.push('a link in a link')
    else stack.push(tag)
    if (/^<a href="http/.test(part) && !part.includes(' rel=')) wrong.push(`no rel: ${part}`)
  }
  if (stack.length) wrong.push(`not closed: ${stack.join(' ')}`)
  return wrong
}

describe('what people write', () => {
  test.each([
    ['**bold** _em_ ~~gone~~', '<p dir="auto"><strong>bold</strong> <em>em</em> <del>gone</del></p>'],
    ['one\ntwo', '<p dir="auto">one<br />two</p>'],
    [
      '# Title\n\n## Part\n\n###### Deep',
      '<h3 dir="auto">Title</h3>\n<h4 dir="auto">Part</h4>\n<h6 dir="auto">Deep</h6>',
    ],
    ['- one\n- two', '<ul>\n<li dir="auto">one</li>\n<li dir="auto">two</li>\n</ul>'],
    ['3. one\n4. two', '<ol start="3">\n<li dir="auto">one</li>\n<li dir="auto">two</li>\n</ol>'],
    ['- [x] done\n- [ ] open', '<ul>\n<li dir="auto">☑ done</li>\n<li dir="auto">☐ open</li>\n</ul>'],
    ['> said', '<blockquote>\n<p dir="auto">said</p>\n</blockquote>'],
    ['`a < b && c`', '<p dir="auto"><code>a &lt; b &amp;&amp; c</code></p>'],
    ['```html\n<img src=x onerror=alert(1)>\n```', '<pre><code>&lt;img src=x onerror=alert(1)&gt;\n</code></pre>'],
    [
      '| a | b |\n|---|--:|\n| 1 | 2 |',
      '<table>\n<thead>\n<tr><th dir="auto">a</th><th dir="auto">b</th></tr>\n</thead>\n<tbody>\n<tr><td dir="auto">1</td><td dir="auto">2</td></tr>\n</tbody>\n</table>',
    ],
    ['', ''],
    [' \n\t', ''],
  ])('%j is rendered', async (text, html) => {
    expect(await renderMarkdown(text)).toBe(html)
  })

  test.each([
    'Use <T> and List<String> in code',
    'if a < b && c > d then',
    'The AT&T case & others',
    'javascript: is a URL scheme',
    'مرحبا بالعالم — العربية',
    'Дія "Притулок" — 50% готово',
    'မြန်မာ ကမ္ဘာ 😀 👨‍👩‍👧',
    '<script>alert(1)</script>',
    '<div>a</div>',
    '<!-- a comment -->',
    '</article></main>',
  ])('%j stays readable as it was typed', async (text) => {
    expect(plainText(await renderMarkdown(text))).toBe(text)
  })

  test('Arabic lists, quotes and tables run from the right; each line finds its own direction', async () => {
    const html = await renderMarkdown('> مرحبا\n\n- واحد\n- two')
    expect(html).toContain('<blockquote dir="rtl">')
    expect(html).toContain('<ul dir="rtl">\n<li dir="auto">واحد</li>\n<li dir="auto">two</li>')
  })

  test('a picture becomes a link, so that no reader asks another host', async () => {
    expect(await renderMarkdown('![a map](https://example.org/map.png)')).toBe(
      '<p dir="auto"><a href="https://example.org/map.png" rel="nofollow ugc noopener">a map</a></p>',
    )
  })
})

describe('links', () => {
  test.each([
    ['[a](/lessons?x=1&y=2#z)', '<a href="/lessons?x=1&amp;y=2#z">a</a>'],
    [
      'https://example.org/?a=1',
      '<a href="https://example.org/?a=1" rel="nofollow ugc noopener">https://example.org/?a=1</a>',
    ],
    ['<info@example.org>', '<a href="mailto:info@example.org">info@example.org</a>'],
    ['[call](tel:+41227346001)', '<a href="tel:+41227346001">call</a>'],
  ])('%s is a link', async (text, link) => {
    expect(await renderMarkdown(text)).toBe(`<p dir="auto">${link}</p>`)
  })

  test.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt&colon;alert(1))',
    '[a](&#106;avascript:alert(1))',
    '[a](java\tscript:alert(1))',
    '[a](<java\nscript:alert(1)>)',
    '[a](data:text/html,x)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](//evil.example)',
    '[a](/\\evil.example)',
    '[a](/.//evil.example)',
    '[a](</\t/evil.example>)',
    '[a](https://bank.example@evil.example)',
    '[a](http:evil)',
    '[a](relative.html)',
    '[a](#main)',
    '![a](javascript:alert(1))',
  ])('%j is refused', async (text) => {
    expect(await renderMarkdown(text)).not.toContain('<a')
  })
})

describe('hostile text', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<svg><style><img src=x onerror=alert(1)>',
    '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://x" onclick=alert(1) id=a name=b style=c class=d>x</a>',
    '<form action=/sign-out method=post><button>x</button></form>',
    '<input autofocus onfocus=alert(1)>',
    '<base href=//evil.example>',
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    '<style>*{display:none}</style>',
    '<template><img src=x onerror=alert(1)></template>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<details open ontoggle=alert(1)>',
    '<textarea>',
    '<!--',
    '<![CDATA[',
    '<?php',
    '</div></article></main></body>',
    '<div>'.repeat(50),
    '</p></blockquote>'.repeat(20),
    '**<b>** _<i>_ `<u>`',
    '[x](<"onmouseover="alert(1)>)',
    '[x](/"onmouseover="alert(1))',
    '[x](/a "title\\" onmouseover=alert(1)")',
    '![x" onerror="alert(1)](/a)',
    '[a [b](http://c.example) d](http://e.example)',
    '[![a](/b)](/c)',
    '[![a](/b) ![c](/d)](javascript:x)',
    '| <td> | </table> |\n|---|---|\n| <script> | </td></tr></table> |',
    '- <ul>\n  - </li></ul>',
    '# </h3><script>',
    '```</code></pre><script>\nx\n```',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<https://x.example/"onmouseover=alert(1)>',
    '{{constructor.constructor("alert(1)")()}}',
    '\u0000<script\u0000>alert(1)\ud800',
  ])('%j stays harmless and breaks nothing around it', async (text) => {
    expect(wrongWith(await renderMarkdown(text))).toEqual([])
  })

  const pathological: [string, string][] = [
    ['nested quotes', '> '.repeat(9_000)],
    ['nested lists', '- '.repeat(5_000)],
    ['brackets', '['.repeat(20_000)],
    ['nested brackets', `${'['.repeat(9_999)}a${']'.repeat(9_999)}`],
    ['nested emphasis', `${'*a **a '.repeat(1_400)}b${' a** a*'.repeat(1_400)}`],
    ['stars', '*'.repeat(20_000)],
    ['spaces', `x${' '.repeat(19_998)}x`],
    ['backtick runs', Array.from({ length: 190 }, (_, n) => `e${'`'.repeat(n + 1)}`).join('')],
    ['references', `[a]: http://x.example/${'x'.repeat(1_000)}\n\n${'[a]'.repeat(5_000)}`],
    ['table columns', `${'|a'.repeat(3_000)}|\n${'|-'.repeat(3_000)}|\n${'|a'.repeat(3_000)}|`],
    ['links', '[a](b'.repeat(3_600)],
    ['comments', '<!-- '.repeat(3_900)],
  ]
  test.each(pathological)('%s come back bounded, and the next text is rendered as ever', async (_name, text) => {
    const html = await renderMarkdown(text)
    expect(wrongWith(html)).toEqual([])
    expect(html.length).toBeLessThanOrEqual(text.length * 10 + 10_000)
    expect(await renderMarkdown('**next**')).toBe('<p dir="auto"><strong>next</strong></p>')
  })

  test('a hundred texts at once all come back, each its own', async () => {
    const texts = Array.from({ length: 100 }, (_, n) => `*${n}*`)
    expect(await Promise.all(texts.map(renderMarkdown))).toEqual(texts.map((_, n) => `<p dir="auto"><em>${n}</em></p>`))
  })

  test('a short text does not wait for long ones that stall, nor a long one for ever', async () => {
    const back: string[] = []
    const send = (name: string, text: string) => renderMarkdown(text).finally(() => back.push(name))
    const hostile = Array.from({ length: 12 }, (_, n) => send('hostile', '> '.repeat(9_000 + n)))
    expect(await send('short', '**a**')).toBe('<p dir="auto"><strong>a</strong></p>')
    expect(await send('longer', `**a**${' b'.repeat(2_000)}`)).toContain('<strong>')
    expect(back[0]).toBe('short')
    expect(back.indexOf('longer')).toBeLessThan(4)
    for (const html of await Promise.all(hostile)) expect(wrongWith(html)).toEqual([])
  })

  test('more than the longest text comes back as plain paragraphs', async () => {
    const text = `**a**\nb\n\n${'<c>'.repeat(longestMarkdown)}`
    const html = await renderMarkdown(text)
    expect(html.startsWith('<p dir="auto">**a**<br />b</p>\n<p dir="auto">&lt;c&gt;')).toBe(true)
    expect(wrongWith(html)).toEqual([])
  })

  test('after the workers were ended a text starts them again', async () => {
    await closeMarkdown()
    expect(await renderMarkdown('**a**')).toBe('<p dir="auto"><strong>a</strong></p>')
  })
})

test('plain text has its blocks on lines of their own and its characters back', () => {
  expect(
    plainText('<h3 dir="auto">A &amp; B</h3>\n<ul>\n<li dir="auto">&lt;c&gt;</li>\n<li>d<br />e</li>\n</ul>'),
  ).toBe('A & B\n<c>\nd\ne')
})
