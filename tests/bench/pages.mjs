// Measures a page of the application beside a bare server that sends the very same bytes, in turns.
import { get } from 'node:http'
import autocannon from 'autocannon'

const connections = 10

/** One page as it comes over the line, compressed. */
function fetchPage(url, headers) {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      )
      response.on('error', reject)
    }).on('error', reject)
  })
}

/** Asks for a page as fast as it comes. `differs`: each time at another address, so that no kept page will do. */
async function load(url, headers, seconds, differs = false) {
  const { pathname, search, origin } = new URL(url)
  const path = `${pathname}${search}`
  let number = 0
  const another = (request) => ({ ...request, path: `${path}${search ? '&' : '?'}fresh=${number++}` })
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    headers,
    requests: [{ method: 'GET', path, ...(differs && { setupRequest: another }) }],
  })
  if (result.errors > 0 || result.non2xx > 0 || result['2xx'] === 0) {
    throw new Error(
      `${url}: ${result.errors} errors, ${result.non2xx} answers that were not 200, ${result['2xx']} that were.`,
    )
  }
  return { requests: result['2xx'], seconds: result.duration }
}

const perSecond = (loads) =>
  loads.reduce((sum, { requests }) => sum + requests, 0) / loads.reduce((sum, { seconds }) => sum + seconds, 0)

/**
 * @param app the application's server
 * @param bare the server of bare-http.mjs
 * @param {{path: string, cookie?: string, differs?: boolean, holds: string}} page holds: what stands on the page if it is
 *   the right one
 * @returns {Promise<{rate: number, bareRate: number, cpu: number, bytes: number}>} requests a second of both, milliseconds of
 *   the application's processor time a request, bytes of the compressed page
 */
export async function measurePage(app, bare, { path, cookie, differs, holds }, seconds) {
  const headers = { 'accept-encoding': 'br', 'accept-language': 'en', ...(cookie && { cookie }) }
  const plain = await fetchPage(app.url + path, { ...headers, 'accept-encoding': 'identity' })
  if (plain.status !== 200 || !plain.body.includes(holds)) {
    throw new Error(`${path} answered ${plain.status} and does not hold "${holds}".`)
  }
  const page = await fetchPage(app.url + path, headers)
  const { connection: _, 'keep-alive': __, date: ___, ...kept } = page.headers
  await bare.tell({ path, headers: kept, body: page.body.toString('base64') })

  await load(app.url + path, headers, Math.max(1, seconds / 4), differs)
  const loads = { app: [], bare: [] }
  let cpu = 0
  for (let round = 0; round < 2; round++) {
    loads.bare.push(await load(bare.url + path, headers, seconds / 2))
    const before = await app.usage()
    loads.app.push(await load(app.url + path, headers, seconds / 2, differs))
    cpu += (await app.usage()).cpu - before.cpu
  }
  const requests = loads.app.reduce((sum, one) => sum + one.requests, 0)
  return { rate: perSecond(loads.app), bareRate: perSecond(loads.bare), cpu: cpu / requests, bytes: page.body.length }
}
