// Sockets that listen in a room, in a process of their own. They note when each message comes and read nothing else of it,
// so that what is measured is the server.
import process from 'node:process'
import { io } from 'socket.io-client'

/** Sockets that arrive at the same time. */
const abreast = 25
const stamp = /Message ([a-z]+):/

const clients = []
/** Pairs of a message's name and when it came, in microseconds of the machine's clock. */
let heard = []

const now = () => Number(process.hrtime.bigint() / 1_000n)

async function arrive({ url, cookie, sessionId }) {
  const client = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { Cookie: cookie, Origin: url },
  })
  clients.push(client)
  await new Promise((resolve, reject) => {
    client.once('connect', resolve)
    client.once('connect_error', reject)
  })
  const answer = await client.timeout(60_000).emitWithAck('room:join', { sessionId, limit: 1 })
  if (!answer.ok) throw new Error(`A socket could not join: ${JSON.stringify(answer)}`)
  const { engine } = client.io
  // From here on packets are not decoded; the heartbeat is answered below this.
  engine.removeAllListeners('data')
  engine.on('data', (packet) => {
    if (!packet.startsWith('2["room:message"')) return
    const name = stamp.exec(packet)?.[1]
    if (name) heard.push(name, now())
  })
}

const orders = {
  async open({ url, cookies, sessionId }) {
    const queue = [...cookies]
    const worker = async () => {
      for (let cookie = queue.pop(); cookie; cookie = queue.pop()) await arrive({ url, cookie, sessionId })
    }
    await Promise.all(Array.from({ length: abreast }, worker))
    return { open: clients.length }
  },
  count: () => ({ heard: heard.length / 2 }),
  collect() {
    const all = heard
    heard = []
    return { all }
  },
  close() {
    for (const client of clients.splice(0)) client.disconnect()
    return { open: 0 }
  },
}

process.on('message', async (message) => {
  const order = orders[message?.order]
  if (!order) return
  try {
    process.send(await order(message))
  } catch (error) {
    process.send({ error: error.message })
  }
})
process.stdout.write('ready for http://127.0.0.1:0\n')
