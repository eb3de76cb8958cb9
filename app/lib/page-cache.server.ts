import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'

export type Encoding = 'br' | 'gzip' | 'identity'
export type StoredPage = { status: number; headers: Record<string, string | string[]>; body: Buffer }
type Entry = StoredPage & { version: string }

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** The best encoding that a browser accepts. */
export function encodingOf(acceptEncoding: string | string[] | undefined): Encoding {
  const accepted = String(acceptEncoding ?? '')
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted)) return 'br'
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted) ? 'gzip' : 'identity'
}

/** Up to this many bytes compressing takes less time than handing it to a thread and back. */
const small = 64 * 1024

/** Compresses a text body. Brotli 4 costs what gzip 6 does and is smaller; Node's own default, 11, takes 100 times as long. */
export async function encode(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'br') {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
    return body.length <= small ? brotliCompressSync(body, { params }) : brotli(body, { params })
  }
  return encoding === 'gzip' ? zip(body) : body
}

/** The same for a body that comes bit by bit; null where it is sent as it is. */
export function encoder(encoding: Encoding) {
  if (encoding === 'br') return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
  return encoding === 'gzip' ? createGzip() : null
}

export const etagOf = (body: Buffer): string =>
  `W/"${createHash('sha1').update(body).digest('base64url').slice(0, 16)}"`

/**
 * Guests' pages, kept whole and compressed until anything in the database changes, or for 15 seconds: pages tell what
 * is live now. A version is asked for before the page is made, so that a write meanwhile makes it stale.
 */
export function pageCache(version: () => string) {
  const pages = new LRUCache<string, Entry>({
    maxSize: 64 * 1024 * 1024,
    sizeCalculation: ({ body }) => body.length + 2_000,
    maxEntrySize: 1024 * 1024,
    ttl: 15_000,
  })
  return {
    version,
    get(key: string): StoredPage | undefined {
      const page = pages.get(key)
      return page?.version === version() ? page : undefined
    },
    set(key: string, page: StoredPage, madeAt: string): void {
      // zlib's buffers are parts of ones of 16 KB, which would be kept whole.
      const body = Buffer.from(page.body)
      pages.set(key, { ...page, body, version: madeAt })
    },
  }
}
