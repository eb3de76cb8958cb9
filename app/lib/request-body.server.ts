import type { IncomingMessage } from 'node:http'

/** A body larger than a form of this site can be. */
export const maximumBody = 256 * 1024

/**
 * Reads a request's body, whatever its transfer encoding.
 * @returns the bytes, or null where there are more than `maximum`; the rest is not read then
 */
export async function readBody(request: IncomingMessage, maximum = maximumBody): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers['content-length'] ?? 0) > maximum) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maximum) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
