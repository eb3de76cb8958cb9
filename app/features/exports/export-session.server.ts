import { readerOf } from '~/features/members/reader.server'
import type { Viewer } from '~/features/members/viewer'
import { translate } from '~/i18n/translate'
import { fileHeaders } from './file-headers'
import { readSession } from './read-session.server'
import { schemaUrl } from './schemas'
import { sessionMarkdown } from './session-markdown'

/** Reads `?after=` of a file's address; what is no number is the beginning. */
export const readAfterNumber = (request: Request): number => {
  const value = new URL(request.url).searchParams.get('after') ?? ''
  return /^\d{1,9}$/.test(value) ? Number(value) : 0
}

/**
 * A session as a file to keep.
 * @throws AppError 404 where it does not exist for the viewer, 403 where its label keeps what was said
 */
export async function exportSession(
  viewer: Viewer | null,
  sessionId: string,
  ending: 'md' | 'json',
  request: Request,
): Promise<Response> {
  const reader = await readerOf(request)
  const { origin } = new URL(request.url)
  const place = { origin, formats: reader.formats }
  const record = await readSession(viewer, sessionId, place, readAfterNumber(request))
  const text =
    ending === 'md'
      ? sessionMarkdown(record, translate(reader.locale))
      : `${JSON.stringify({ $schema: schemaUrl(origin, 'session'), ...record }, null, 2)}\n`
  return new Response(text, { headers: fileHeaders(ending, `session-${record.id}`, 'attachment') })
}
