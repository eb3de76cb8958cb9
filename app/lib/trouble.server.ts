import { data, type ServerBuild } from '@remix-run/node'
import { AppError } from './errors'
import { newId } from './ids'
import { log } from './log.server'
import { answerWithHeader } from './request.server'

/** Logs an error whole, under a reference that the person is shown. @returns the reference */
export function reportError(error: unknown): string {
  const reference = newId().slice(0, 8)
  log.error({ err: error, reference }, 'unexpected error')
  return reference
}

/** What a page for trouble is told: a sentence of the catalogue and its parameters. */
export type Trouble = Pick<AppError, 'key' | 'params'>

type Handled = { init?: { status?: number } | null; data?: unknown }

/** Whether something thrown is an answer of ours and not a fault. */
export const isOurs = (error: unknown): boolean =>
  error instanceof AppError ||
  error instanceof Response ||
  (typeof error === 'object' && error !== null && 'status' in error && 'data' in error) ||
  Boolean((error as Handled | null)?.init)

async function answered<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) {
      if (error.status === 429) answerWithHeader('Retry-After', String(error.params.seconds ?? 60))
      throw data({ key: error.key, params: error.params } satisfies Trouble, { status: error.status })
    }
    if (isOurs(error)) throw error
    const reference = reportError(error)
    throw data({ key: 'site.errors.unexpected', params: { reference } } satisfies Trouble, { status: 500 })
  }
}

/**
 * Wraps every loader and action, so that an AppError becomes its status and sentence, and anything else is logged
 * whole and becomes one calm sentence with a reference.
 */
export function withTrouble(build: ServerBuild): ServerBuild {
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => {
      const { loader, action } = route?.module ?? {}
      const module = {
        ...route?.module,
        ...(loader ? { loader: (args: Parameters<typeof loader>[0]) => answered(() => loader(args)) } : {}),
        ...(action ? { action: (args: Parameters<typeof action>[0]) => answered(() => action(args)) } : {}),
      }
      return [id, { ...route, module }]
    }),
  )
  return { ...build, routes } as ServerBuild
}
