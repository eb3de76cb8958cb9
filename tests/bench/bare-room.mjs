// A bare socket.io server for comparison: it hands each message that it gets to everybody, in the shape that it was given.
import { createServer } from 'node:http'
import process from 'node:process'
import { Server } from 'socket.io'

let shape = {}
process.on('message', (message) => {
  if (!message.shape) return
  shape = message.shape
  process.send({ kept: 'shape' })
})

const http = createServer()
const io = new Server(http, { serveClient: false, perMessageDeflate: false })
io.on('connection', (socket) => {
  socket.on('room:join', (_, acknowledge) => {
    socket.join('room')
    acknowledge({ ok: true })
  })
  socket.on('room:send', ({ body }, acknowledge) => {
    io.to('room').emit('room:message', { ...shape, body })
    acknowledge({ ok: true })
  })
})
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${http.address().port}\n`)
})
