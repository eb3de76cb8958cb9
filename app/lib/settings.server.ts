import { z } from 'zod'

const onOff = z.enum(['on', 'off']).transform((value) => value === 'on')

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ORIGIN: z
    .url({ protocol: /^https?$/ })
    .refine((value) => /^https?:\/\/[^/?#]+\/?$/.test(value))
    .transform((value) => new URL(value).origin)
    .optional(),
  TRUST_PROXY: onOff.default(false),
  DATABASE_URL: z
    .string()
    .regex(/^file:.+/)
    .default('file:./data/exchange.db'),
  SITE_NAME: z.string().trim().min(1).max(60).default('Peer Exchange'),
  RATE_LIMIT_SCALE: z.coerce.number().positive().max(1_000_000).default(1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LOCALE: z.enum(['en', 'en-XA']).default('en'),
})

const expected: Record<keyof z.infer<typeof schema>, string> = {
  PORT: 'a port number from 0 to 65535',
  HOST: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  ORIGIN: 'the address people use, without a path, such as https://exchange.example.org',
  TRUST_PROXY: '"on" or "off"',
  DATABASE_URL: 'a SQLite file, such as file:./data/exchange.db',
  SITE_NAME: 'a name of 1 to 60 characters',
  RATE_LIMIT_SCALE: 'a number above 0; 1 keeps the limits as they are',
  LOG_LEVEL: 'debug, info, warn, error or silent',
  LOCALE: 'en, or en-XA to test with',
}

export type Settings = z.infer<typeof schema>

/** A setting has a value that cannot be used; the message says which, and what it should be. */
export class SettingError extends Error {
  /** By which the start, outside the build, knows it. */
  override name = 'SettingError'
}

/**
 * Reads the settings of the process. An empty value counts as unset.
 * @throws SettingError with one sentence about the first wrong setting
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]),
  )
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const name = String(result.error.issues[0]?.path[0]) as keyof Settings
  throw new SettingError(`The setting ${name} is "${given[name]}"; it must be ${expected[name]}.`)
}

let current: Settings | undefined

/** The settings of this process, read once. @throws SettingError */
export function settings(): Settings {
  current ??= readSettings(process.env)
  return current
}
