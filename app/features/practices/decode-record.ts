import type { Message } from '~/i18n/translate'

/** A record is a page of text; what is larger is something else. */
export const LARGEST_RECORD = 1024 * 1024

export type Decoded = { ok: true; text: string } | { ok: false; reason: Message }

const refuse = (reason: Message): Decoded => ({ ok: false, reason })

/** Says why a file of this size is not read, or null where it is. @param size in bytes */
export function sizeRefusal(size: number): Message | null {
  if (size === 0) return { key: 'practices.import.refused.empty' }
  if (size <= LARGEST_RECORD) return null
  return { key: 'practices.import.refused.tooLarge', params: { size: (size / LARGEST_RECORD).toFixed(1) } }
}

/**
 * Turns the bytes of a file into the text of a record: UTF-8, or UTF-16 that says so by its byte order mark; lines end
 * in LF, odd spaces are spaces, invisible characters are gone, letters are composed (NFC).
 */
export function decodeRecord(bytes: Uint8Array): Decoded {
  const tooLarge = sizeRefusal(bytes.length)
  if (tooLarge) return refuse(tooLarge)
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return refuse({ key: isBinary(bytes) ? 'practices.import.refused.binary' : 'practices.import.refused.encoding' })
  }
  const controls = text.match(/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u007F]/gu)?.length ?? 0
  if (text.includes('\u0000') || controls > text.length / 100) return refuse({ key: 'practices.import.refused.binary' })
  const tidy = tidyText(text)
  return tidy.trim() === '' ? refuse({ key: 'practices.import.refused.empty' }) : { ok: true, text: tidy }
}

/** The same text with one kind of line end and of space, and without what cannot be seen. */
export function tidyText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/gu, '\n')
    .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/gu, ' ')
    .replace(/[\u00AD\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/[\u0000-\u0008\u000E-\u001F\u007F]/gu, '')
}

/** Text in another encoding has odd letters; what is no text at all has NUL and many control bytes. */
function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096)
  let controls = 0
  for (const byte of sample) {
    if (byte === 0) return true
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) controls++
  }
  return controls > sample.length / 50
}
