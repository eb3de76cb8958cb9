import pino from 'pino'
import { settings } from './settings.server'

/** The log of the process: JSON lines on standard error. It never takes passwords, tokens or people's texts. */
export const log = pino(
  { level: settings().LOG_LEVEL, base: undefined, serializers: { err: loggedError } },
  pino.destination({ fd: 2, sync: true }),
)

/**
 * An error as the log shows it. Prisma quotes in the message of some errors all that it was asked with; of those the last
 * line stays, which says what is wrong, and where it was asked.
 */
export function loggedError(error: Error): pino.SerializedError {
  const logged = pino.stdSerializers.err(error)
  if (!/^PrismaClient/.test(error.name) || !error.message.includes('\n')) return logged
  const message = error.message.trim().split('\n').at(-1) ?? ''
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line))
  return { type: logged.type, message, stack: [error.name, ...frames].join('\n') } as pino.SerializedError
}
