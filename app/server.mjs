// Boot: one HTTP server for pages and sockets. It loads the build, or Vite while developing; all else is in server.ts.
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Server } from 'socket.io'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const development = process.argv.includes('--dev')
// React's development build costs half as much again; it is chosen when it is loaded.
process.env.NODE_ENV = development ? 'development' : 'production'
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
process.chdir(root)

const { ensureBuild, ensureClient } = await import('./build.mjs')
if (development) ensureClient()
else ensureBuild()

// A line that is too slow with its headers or body is cut (OWASP ASVS 5.0, 13.2).
const http = createServer({
  // Ten thousand characters in the search, however a browser writes them in an address.
  maxHeaderSize: 128 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
})
http.on('clientError', (error, socket) => {
  // Who is too slow, or gone, gets no answer; what cannot be read gets a short one.
  const status = { HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large' }[error.code] ?? '400 Bad Request'
  // As Node does by itself: nothing is put into the middle of an answer.
  const unread = String(error.code).startsWith('HPE_') && socket.writable && !socket._httpMessage?._headerSent
  if (!unread) return socket.destroy()
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.destroySoon()
})
http.on('dropRequest', (_request, socket) => socket.destroy())

const vite = development
  ? await (await import('vite')).createServer({
      server: { middlewareMode: true, hmr: { server: http, path: '/__hmr' } },
      appType: 'custom',
    })
  : null
const load = () => (vite ? vite.ssrLoadModule('virtual:remix/server-build') : import('../build/server/index.js'))

/** Says in one sentence why it cannot start, and ends. */
function giveUp(error) {
  console.error(error?.name === 'SettingError' || error?.expected ? error.message : (error?.stack ?? error))
  process.exit(1)
}

const build = await load().catch(giveUp)
let settings
try {
  settings = build.entry.module.settings()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

let app
const io = new Server(http, {
  serveClient: false,
  perMessageDeflate: false,
  maxHttpBufferSize: 64 * 1024,
  pingInterval: 20_000,
  pingTimeout: 20_000,
  connectTimeout: 20_000,
  allowRequest: (request, answer) =>
    void Promise.resolve(app?.allowsSocket(request)).then((allowed) => answer(null, Boolean(allowed))),
})
const begin = async (loaded) => loaded.entry.module.start({ build: loaded, io, development, root })
app = await begin(build).catch(giveUp)

if (vite) {
  let entry = build.entry.module
  let turn = Promise.resolve()
  // Code changed: the running application ends its reactions and sockets' handlers, and the new one begins.
  const renew = () => {
    turn = turn
      .then(async () => {
        const loaded = await load()
        if (loaded.entry.module === entry) return
        await app.stop()
        entry = loaded.entry.module
        app = await begin(loaded)
        vite.ws.send({ type: 'full-reload' })
      })
      .catch((error) => console.error(error))
    return turn
  }
  vite.watcher.on('change', () => setTimeout(renew, 100))
}

http.on('request', (request, response) => {
  if (request.url?.startsWith('/socket.io/')) return
  if (vite && /^\/(?:@|node_modules\/|app\/|__)/.test(request.url ?? '')) vite.middlewares(request, response)
  else void app.handle(request, response)
})

http.once('error', (error) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${settings.PORT} on ${settings.HOST} is in use; set PORT to another one.`
      : `Cannot listen on ${settings.HOST}:${settings.PORT}: ${error.message}`,
  )
  process.exit(1)
})
http.listen(settings.PORT, settings.HOST, () => {
  app.listening(http.address())
})

let ending = false
async function end() {
  if (ending) return
  ending = true
  setTimeout(() => process.exit(1), 8_000).unref()
  await new Promise((done) => {
    io.close(() => done())
    http.closeIdleConnections()
    setTimeout(() => http.closeAllConnections(), 3_000).unref()
  })
  await app.stop()
  await vite?.close()
  process.exit(0)
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
