import type { LoaderFunctionArgs } from '@remix-run/node'
import { schemaOf } from '~/features/exports/schemas'
import { notFound } from '~/lib/errors'

/** The JSON Schemas of what is taken out: `/schemas/lesson.json`, `/schemas/lessons.json` and so on. */
export function loader({ request, params: { file = '' } }: LoaderFunctionArgs) {
  const schema = file.endsWith('.json') ? schemaOf(file.slice(0, -5), new URL(request.url).origin) : null
  if (!schema) throw notFound()
  return new Response(`${JSON.stringify(schema, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/schema+json; charset=utf-8' },
  })
}
