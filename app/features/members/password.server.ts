import { createRequire } from 'node:module'
import { hash, verify } from '@node-rs/argon2'
import type * as Core from '@zxcvbn-ts/core'
import type * as Common from '@zxcvbn-ts/language-common'
import type { Message } from '~/i18n/translate'
import { settings } from '~/lib/settings.server'

/** What an attacker would try first for this person. */
export type PasswordContext = { email?: string; name?: string; organization?: string; siteName?: string }

/** Characters (code points after NFKC), for a password alone: NIST SP 800-63B-4, 3.1.1.2. */
export const shortestPassword = 15
/** Bytes of UTF-8: no passphrase is longer, and hashing stays cheap. */
const longestPassword = 1_024

/** Fewer guesses than this are within reach of somebody who tries slowly against the site, or holds a stolen hash. */
const tooFewGuesses = 1e9
/** Estimating takes time that grows with the length; what is weak so far is a pattern. */
const estimatedCharacters = 64

/** OWASP Password Storage Cheat Sheet: argon2id (2), 19 MiB, two passes, one lane. */
const argon2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * What is wrong with a password that somebody wants to use, for the sentence beside the field: too short, too long,
 * common, a pattern, or made of what is known about the person. Any character may stand in it; no kinds are demanded.
 * @returns null where it may be used
 */
export function passwordProblem(password: string, context: PasswordContext = {}): Message | null {
  if (password.length > longestPassword) {
    return { key: 'members.password.tooLong', params: { maximum: longestPassword } }
  }
  const characters = [...normal(password)]
  if (characters.length < shortestPassword) {
    return { key: 'members.password.tooShort', params: { minimum: shortestPassword, count: characters.length } }
  }
  if (isTooLong(normal(password))) return { key: 'members.password.tooLong', params: { maximum: longestPassword } }

  const words = contextWords({ siteName: settings().SITE_NAME, ...context })
  const { guesses, sequence } = estimator().check(characters.slice(0, estimatedCharacters).join(''), words)
  if (guesses >= tooFewGuesses) return null
  if (sequence.some((match) => match.dictionaryName === 'userInputs')) return { key: 'members.password.personal' }
  if (sequence.some((match) => match.pattern === 'dictionary')) return { key: 'members.password.common' }
  return { key: 'members.password.pattern' }
}

/** Hashes a password for keeping, about 15 ms on a thread of its own. Never inside a transaction. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), argon2)

/** Whether a password is the one that a kept hash was made from. A hash that cannot be read fits none. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  if (password.length > longestPassword * 4) return false
  try {
    return await verify(passwordHash, normal(password))
  } catch {
    return false
  }
}

/** The same characters typed on different keyboards become the same password: NIST SP 800-63B-4, 3.1.1.2. */
const normal = (password: string) => password.normalize('NFKC')
const isTooLong = (password: string) => Buffer.byteLength(password) > longestPassword

/** Each text as a whole, its words run together, and its words of three letters and more. */
function contextWords({ email = '', name = '', organization = '', siteName = '' }: PasswordContext): string[] {
  const [mailbox = '', host = ''] = email.split('@')
  const words = [email, mailbox, host, name, organization, siteName].flatMap((text) => {
    const parts = text.toLowerCase().split(/[^\p{L}\p{N}\p{M}]+/u)
    return [text.toLowerCase(), parts.join(''), ...parts]
  })
  return [...new Set(words)].filter((word) => word.length >= 3)
}

let loaded: Core.ZxcvbnFactory | undefined

/** The lists of common passwords are large; they are read at the first password that anybody sets. */
function estimator(): Core.ZxcvbnFactory {
  if (loaded) return loaded
  const require = createRequire(import.meta.url)
  const { ZxcvbnFactory } = require('@zxcvbn-ts/core') as typeof Core
  const { dictionary, adjacencyGraphs } = require('@zxcvbn-ts/language-common') as typeof Common
  loaded = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  return loaded
}
