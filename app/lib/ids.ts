import { z } from 'zod'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Makes an identifier for a row and its address: 14 characters (70 random bits) that cannot be counted or guessed. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(14))
  return Array.from(bytes, (byte) => alphabet[byte % 32]).join('')
}

/**
 * The id that a browser gives a write, so that sending it twice makes one. A form that brings none gets a fresh one.
 * Anything that is not 1 to 64 characters of a token is refused.
 */
export const clientIdInput = z
  .string()
  .transform((value) => value || newId())
  .pipe(z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, 'site.errors.clientId'))
