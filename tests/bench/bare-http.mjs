// A bare Node server for comparison: it sends the bytes that it was given for a path, and does nothing else.
import { createServer } from 'node:http'
import process from 'node:process'

const pages = new Map()

process.on('message', ({ path, headers, body }) => {
  if (!path) return
  pages.set(path, { headers, body: Buffer.from(body, 'base64') })
  process.send({ kept: path })
})

createServer((request, response) => {
  const page = pages.get(request.url)
  response.writeHead(page ? 200 : 404, page?.headers)
  response.end(page?.body)
}).listen(0, '127.0.0.1', function () {
  process.stdout.write(`listening on http://127.0.0.1:${this.address().port}\n`)
})
