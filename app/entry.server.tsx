import type { EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { isOurs, reportError } from './lib/trouble.server'
import { EntryScriptProvider } from './ui/entry-script'

export { commands, settings, start } from './server.ts'

/**
 * Renders a page to complete HTML. Pages are never hydrated, so one string does; a route whose `handle.json` is set
 * answers a GET with the data of its loader.
 */
export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  const { matches, loaderData } = context.staticHandlerContext
  const leaf = matches.at(-1)?.route
  const handle = leaf && context.routeModules[leaf.id]?.handle
  if (request.method === 'GET' && status === 200 && leaf?.id && (handle as { json?: boolean } | undefined)?.json) {
    return Response.json(loaderData[leaf.id], { headers: { 'Content-Type': 'application/json; charset=utf-8' } })
  }
  const html = renderToString(
    <EntryScriptProvider value={context.manifest.entry.module}>
      <RemixServer context={context} url={request.url} />
    </EntryScriptProvider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(`<!DOCTYPE html>${html}`, { status, headers })
}

/** Remix's own place for what went wrong: all of it was told apart and logged before, but for what rendering throws. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted && !isOurs(error)) reportError(error)
}
