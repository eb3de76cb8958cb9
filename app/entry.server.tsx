import type { EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { translate } from './i18n/translate'
import type { FormErrors } from './lib/forms'
import { asksForJson } from './lib/http.server'
import { isOurs, reportError, type Trouble } from './lib/trouble.server'
import { EntryScriptProvider } from './ui/entry-script'

export { commands, settings, start } from './server.ts'

/**
 * Renders a page to complete HTML. Pages are never hydrated, so one string does; a route whose `handle.json` is set
 * answers a GET with the data of its loader. Where it is "asked", whoever asks for JSON and not for a page is answered
 * with what loader or action answered, and trouble as `{error}` in words.
 */
export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  const { matches, loaderData } = context.staticHandlerContext
  const leaf = matches.at(-1)?.route
  const handle = leaf && context.routeModules[leaf.id]?.handle
  if (
    request.method === 'GET' &&
    status === 200 &&
    leaf?.id &&
    (handle as { json?: unknown } | undefined)?.json === true
  ) {
    return Response.json(loaderData[leaf.id], { headers: { 'Content-Type': 'application/json; charset=utf-8' } })
  }
  if (leaf?.id && (handle as { json?: unknown } | undefined)?.json === 'asked' && asksForJson(request)) {
    const { actionData, errors } = context.staticHandlerContext
    const trouble = Object.values(errors ?? {})[0] as { data?: Partial<Trouble> } | undefined
    if (trouble) {
      const error = translate('en')(trouble.data?.key ?? 'site.errors.unexpectedPlain', trouble.data?.params)
      return Response.json({ error }, { status, headers })
    }
    const answer = (request.method === 'GET' ? loaderData : actionData)?.[leaf.id] ?? null
    return Response.json(inWords(answer), { status, headers })
  }
  const html = renderToString(
    <EntryScriptProvider value={context.manifest.entry.module}>
      <RemixServer context={context} url={request.url} />
    </EntryScriptProvider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(`<!DOCTYPE html>${html}`, { status, headers })
}

/** A form that comes back: the sentence beside each field, and what of it somebody needs who did not send it from a page. */
function inWords(answer: unknown): unknown {
  if (!isFormAgain(answer)) return answer
  const { errors, values: _, masked: __, ...rest } = answer
  const t = translate('en')
  const told = Object.entries(errors).map(([field, { key, params }]) => [field, t(key, params)] as const)
  return { error: told.map(([, text]) => text).join(' '), errors: Object.fromEntries(told), ...rest }
}

type FormAgain = { errors: FormErrors; values: unknown; masked?: unknown }

const isFormAgain = (answer: unknown): answer is FormAgain =>
  typeof answer === 'object' && answer !== null && 'errors' in answer && 'values' in answer

/** Remix's own place for what went wrong: all of it was told apart and logged before, but for what rendering throws. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted && !isOurs(error)) reportError(error)
}
