import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { formValues, lineInput, parseForm, textInput } from '~/lib/forms'
import { localPath, seeOther } from '~/lib/http.server'
import { clientIdInput, newId } from '~/lib/ids'

const form = (entries: [string, string][]) => {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}
const schema = z.object({
  title: lineInput(10, 'site.errors.notFound'),
  body: textInput(20),
  guideline: z.array(z.string()).max(2, 'site.errors.tooMany'),
  clientId: clientIdInput,
})

describe('a form', () => {
  it('gives lists for repeated fields, one text for the others, and ignores fields it does not know', () => {
    const parsed = parseForm(
      schema,
      form([
        ['title', '  Two\u0000  words '],
        ['body', 'a\r\nb'],
        ['guideline', '8'],
        ['guideline', '10'],
        ['role', 'administrator'],
        ['clientId', 'c-1'],
      ]),
    )
    expect(parsed).toEqual({
      ok: true,
      value: { title: 'Two words', body: 'a\nb', guideline: ['8', '10'], clientId: 'c-1' },
    })
  })

  it.each(['__proto__', 'constructor', 'toString'])('ignores a field with a name that every object has: %s', (name) => {
    expect(
      formValues(
        form([
          [name, 'x'],
          ['title', 'a'],
        ]),
      ),
    ).toEqual({ title: ['a'] })
  })

  it.each(['\u200D', '\u3164 \u2800', '\u{E0041}', '\u0301'])(
    'refuses a line of which nothing is seen: %j',
    (title) => {
      expect(parseForm(schema, form([['title', title]]))).toMatchObject({
        errors: { title: { key: 'site.errors.notFound' } },
      })
    },
  )

  it.each(['🙂', '?', '한', 'ا'])('takes a line of one sign: %s', (title) => {
    expect(parseForm(schema, form([['title', title]]))).toMatchObject({ ok: true, value: { title } })
  })

  it('refuses a line of more marks than anybody could put in order while others wait', () => {
    const marks = `a${'\u0301'.repeat(60_000)}${'\u0316'.repeat(60_000)}`
    expect(parseForm(schema, form([['title', marks]]))).toMatchObject({
      errors: { title: { key: 'site.errors.tooLong' } },
    })
  })

  it('comes back with the first thing wrong of each field and with all that was typed', () => {
    const parsed = parseForm(
      schema,
      form([
        ['title', ' '],
        ['body', 'x'.repeat(21)],
        ['other', 'kept'],
      ]),
    )
    expect(parsed).toMatchObject({
      ok: false,
      errors: { title: { key: 'site.errors.notFound' }, body: { key: 'site.errors.tooLong', params: { maximum: 20 } } },
      values: { title: [' '], other: ['kept'] },
    })
  })

  it('loses bidirectional overrides and invisible marks in one-line texts', () => {
    const parsed = parseForm(schema, form([['title', 'a\u202Eb\u200B\u2066c']]))
    expect(parsed).toMatchObject({ ok: true, value: { title: 'abc' } })
  })

  it('makes a client id where a browser brings none, and refuses one that is no token', () => {
    const made = parseForm(schema, form([['title', 'x']]))
    expect(made.ok && made.value.clientId).toMatch(/^[0-9a-z]{14}$/)
    expect(
      parseForm(
        schema,
        form([
          ['title', 'x'],
          ['clientId', 'a b'],
        ]),
      ),
    ).toMatchObject({ ok: false, errors: { clientId: {} } })
  })
})

describe('a redirect that an address asks for', () => {
  it.each(['/threads/x?after=20#post-1', '/'])('may lead to %s', (path) => {
    expect(localPath(path)).toBe(path)
  })

  it.each([
    '//evil.invalid',
    '/\\evil.invalid',
    'https://evil.invalid',
    '/\t/evil.invalid',
    '/..//evil.invalid',
    '/.//evil.invalid',
    '/%2e%2e//evil.invalid',
    '/threads/..//evil.invalid',
    'javascript:alert(1)',
    '',
    undefined,
    '/a\\b',
  ])('leads home instead of to %j', (path) => {
    expect(localPath(path)).toBe('/')
  })
})

describe('a redirect', () => {
  it('holds nothing that a header may not hold', () => {
    const location = (url: string) => seeOther(url).headers.get('location')
    expect(location('/threads/x?after=20#post-1')).toBe('/threads/x?after=20#post-1')
    expect(location('/sessions/a\r\nSet-Cookie: b\uD800ก')).toBe('/sessions/a%0D%0ASet-Cookie:%20b%EF%BF%BD%E0%B8%81')
  })
})

describe('ids', () => {
  it('are short, differ, and have no order to count along', () => {
    const ids = Array.from({ length: 1000 }, newId)
    expect(new Set(ids).size).toBe(1000)
    expect(ids.every((id) => /^[0-9a-hjkmnp-tv-z]{14}$/.test(id))).toBe(true)
    expect([...ids].sort()).not.toEqual(ids)
  })
})
