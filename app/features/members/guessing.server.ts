import { isIPv6 } from 'node:net'
import { AppError } from '~/lib/errors'
import { rateLimit } from '~/lib/rate-limit.server'

const quarterHour = 900

/** Wrong passwords for one account from one network. A success forgives them. */
const byBoth = rateLimit('guess-both', 10, quarterHour)
/** Wrong passwords from one network, which may be an office, for whatever accounts. */
const byNetwork = rateLimit('guess-network', 60, quarterHour)
/** Wrong passwords for one account from anywhere. */
const byAccount = rateLimit('guess-account', 50, 3_600)
/** What one network may still try at an account that many networks guess at: its owner is not locked out by them. */
const byBothUnderAttack = rateLimit('guess-both-attacked', 3, quarterHour)

/**
 * Lets a check of a password run, and counts it where it fails. The points are taken before, so that guesses sent all at
 * once count too.
 * @param account what names the account, known or not
 * @param address where the guess comes from
 * @throws AppError 429 where too many have failed
 */
export async function withLimitedGuesses<T>(
  account: string,
  address: string,
  check: () => Promise<T | null>,
): Promise<T | null> {
  const network = networkOf(address)
  const both = `${network} ${account}`
  await byNetwork.take(network)
  await byBoth.take(both)
  if (await isExhausted(byAccount.check(account))) await byBothUnderAttack.take(both)

  const result = await check()
  if (result === null) await byAccount.note(account)
  else await Promise.all([byNetwork.giveBack(network), byBoth.forgive(both), byBothUnderAttack.forgive(both)])
  return result
}

async function isExhausted(check: Promise<void>): Promise<boolean> {
  try {
    await check
    return false
  } catch (error) {
    if (error instanceof AppError) return true
    throw error
  }
}

/** Who is behind an address: the address itself for IPv4; for IPv6 its first 64 bits, of which each household has all. */
export function networkOf(address: string): string {
  const embedded = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (embedded) return embedded
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array<string>(zeros).fill('0'), ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
