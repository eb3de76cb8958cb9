import { createRequestHandler, type RequestHandler, type ServerBuild } from '@remix-run/node'

/**
 * Answers requests as Remix does, with only those routes at hand that can match. Remix compares a path with every route,
 * several times a request, and hands all of them to the page; with a hundred routes that is a third of the work of a
 * page. Routes whose first segment is fixed, such as `threads/:id`, are left out where a path begins otherwise.
 */
export function sectionHandler(build: ServerBuild, mode: string): RequestHandler {
  const sections = new Set(Object.values(build.routes).flatMap((route) => (route && sectionOf(build, route.id)) ?? []))
  const handlers = new Map<string, RequestHandler>()
  return (request, context) => {
    const first = firstSegment(new URL(request.url).pathname)
    const section = sections.has(first) ? first : ''
    let handler = handlers.get(section)
    if (!handler) {
      handler = createRequestHandler(narrowed(build, section), mode)
      handlers.set(section, handler)
    }
    return handler(request, context)
  }
}

/** The fixed first segment of a route's path; null where it has none, so that it may match any path. */
function sectionOf({ routes }: ServerBuild, id: string): string | null {
  let path = ''
  for (let route = routes[id]; route; route = routes[route.parentId ?? '']) path = `${route.path ?? ''}/${path}`
  const [first = ''] = path.split('/').filter(Boolean)
  return /^[a-z0-9.-]+$/i.test(first) ? first.toLowerCase() : null
}

/** As Remix reads it: decoded, and without regard to case. */
function firstSegment(pathname: string): string {
  const segment = pathname.split('/').find(Boolean) ?? ''
  try {
    return decodeURIComponent(segment).toLowerCase()
  } catch {
    return ''
  }
}

function narrowed(build: ServerBuild, section: string): ServerBuild {
  const belongs = (id: string) => [null, section].includes(sectionOf(build, id))
  const only = <Route>(routes: Record<string, Route>) =>
    Object.fromEntries(Object.entries(routes).filter(([id]) => belongs(id)))
  return { ...build, routes: only(build.routes), assets: { ...build.assets, routes: only(build.assets.routes) } }
}
