import { describe, expect, test } from 'vitest'
import { decodeRecord, LARGEST_RECORD } from '~/features/practices/decode-record'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, mark: number[], little: boolean) =>
  Uint8Array.from([
    ...mark,
    ...[...text].flatMap((letter) => {
      const unit = letter.charCodeAt(0)
      return little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]
    }),
  ])

describe('the bytes of a record', () => {
  test.each([
    ['a byte order mark', utf8('\uFEFFTitle: été\n')],
    ['lines that end in CRLF', utf8('Title: été\r\n')],
    ['lines that end in CR', utf8('Title: été\r')],
    ['no-break spaces', utf8('Title:\u00A0été\n')],
    ['invisible characters', utf8('Ti\u00ADtle:\u200B \u202Eété\u202C\n')],
    ['letters in parts', utf8('Title: été\n'.normalize('NFD'))],
    ['UTF-16, little end first', utf16('Title: été\n', [0xff, 0xfe], true)],
    ['UTF-16, big end first', utf16('Title: été\n', [0xfe, 0xff], false)],
  ])('with %s give the same text', (_, bytes) => {
    expect(decodeRecord(bytes)).toEqual({ ok: true, text: 'Title: été\n' })
  })

  test.each([
    ['an empty file', new Uint8Array(), 'practices.import.refused.empty'],
    ['a file of spaces', utf8('\uFEFF \r\n\u00A0\n'), 'practices.import.refused.empty'],
    ['all bytes there are', Uint8Array.from({ length: 1024 }, (_, at) => at % 256), 'practices.import.refused.binary'],
    ['a picture', Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]), 'practices.import.refused.binary'],
    ['text with NUL', utf8('Title: a\u0000b'), 'practices.import.refused.binary'],
    ['Latin-1', Uint8Array.from([...utf8('Title: '), 0xe9, 0x74, 0xe9]), 'practices.import.refused.encoding'],
    ['UTF-8 that was cut', utf8('Title: été').subarray(0, -1), 'practices.import.refused.encoding'],
  ])('that are %s are refused with the reason', (_, bytes, key) => {
    expect(decodeRecord(bytes)).toEqual({ ok: false, reason: { key } })
  })

  test('that are too many are refused with their number', () => {
    expect(decodeRecord(new Uint8Array(10 * LARGEST_RECORD))).toEqual({
      ok: false,
      reason: { key: 'practices.import.refused.tooLarge', params: { size: '10.0' } },
    })
  })
})
