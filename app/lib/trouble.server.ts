import { data, type ServerBuild } from '@remix-run/node'
import { translate } from '~/i18n/translate'
import { AppError } from './errors'
import { asksForJson } from './http.server'
import { newId } from './ids'
import { log } from './log.server'
import { answerWithHeader } from './request.server'
import { settings } from './settings.server'

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

type Tell = (trouble: Trouble, status: number) => unknown

async function answered<T>(work: () => T | Promise<T>, tell: Tell): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) {
      if (error.status === 429) answerWithHeader('Retry-After', String(error.params.seconds ?? 60))
      throw tell({ key: error.key, params: error.params }, error.status)
    }
    if (isOurs(error)) throw error
    throw tell({ key: 'site.errors.unexpected', params: { reference: reportError(error) } }, 500)
  }
}

/** For the site's page for trouble. */
const toPage: Tell = (trouble, status) => data(trouble, { status })

/** A route without a page, such as that of a file, says the sentence itself. */
const inWords =
  (request: Request): Tell =>
  ({ key, params }, status) => {
    const sentence = translate(settings().LOCALE)(key, params)
    if (asksForJson(request)) return Response.json({ error: sentence }, { status })
    return new Response(`${sentence}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
  }

/**
 * Wraps every loader and action, so that an AppError becomes its status and sentence, and anything else is logged
 * whole and becomes one calm sentence with a reference.
 */
export function withTrouble(build: ServerBuild): ServerBuild {
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => {
      const { loader, action, default: page } = route?.module ?? {}
      const tell = (request: Request) => (page ? toPage : inWords(request))
      const wrapped =
        <Args extends { request: Request }, Result>(work: (args: Args) => Result | Promise<Result>) =>
        (args: Args) =>
          answered(() => work(args), tell(args.request))
      const module = {
        ...route?.module,
        ...(loader ? { loader: wrapped(loader) } : {}),
        ...(action ? { action: wrapped(action) } : {}),
      }
      return [id, { ...route, module }]
    }),
  )
  return { ...build, routes } as ServerBuild
}
