import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from './errors'
import { settings } from './settings.server'

const limiters: RateLimiterMemory[] = []

/** Too much at once. @param seconds after which it may be tried again */
export const tooMany = (seconds: number): AppError =>
  seconds <= 120
    ? new AppError(429, 'site.errors.tooMany', { count: seconds, seconds })
    : new AppError(429, 'site.errors.tooManyMinutes', { count: Math.ceil(seconds / 60), seconds })

/**
 * A limit of `points` in `seconds` for each key. Kept in memory: a restart forgives.
 * RATE_LIMIT_SCALE multiplies the points.
 */
export function rateLimit(name: string, points: number, seconds: number) {
  const limiter = new RateLimiterMemory({
    keyPrefix: name,
    points: Math.max(1, Math.round(points * settings().RATE_LIMIT_SCALE)),
    duration: seconds,
  })
  limiters.push(limiter)
  const refuse = (result: unknown): never => {
    if (!(result instanceof RateLimiterRes)) throw result
    throw tooMany(Math.max(1, Math.ceil(result.msBeforeNext / 1000)))
  }
  return {
    /** Takes a point. @throws AppError 429 where none is left */
    take: async (key: string): Promise<void> => {
      await limiter.consume(key).catch(refuse)
    },
    /** @throws AppError 429 where no point is left; takes none */
    check: async (key: string): Promise<void> => {
      const result = await limiter.get(key)
      if (result && result.remainingPoints <= 0) refuse(result)
    },
    /** Takes a point without a refusal. */
    note: async (key: string): Promise<void> => {
      await limiter.penalty(key)
    },
    /** Gives back a point that was taken for what turned out well. */
    giveBack: async (key: string): Promise<void> => {
      await limiter.reward(key)
    },
    forgive: async (key: string): Promise<void> => {
      await limiter.delete(key)
    },
  }
}
