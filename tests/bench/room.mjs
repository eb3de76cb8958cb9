// Measures how long a message takes from being sent to reaching each of many sockets.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { io } from 'socket.io-client'

const messagesPerSecond = 10
/** Of many who listen few speak. */
const speakers = 10
/** Messages before those that count, so that everybody has come, and code is warm. */
const warmUp = 20

/**
 * Fills a room with sockets and sends messages at an even pace, by a few of them in turn.
 * @param {{url: string, cookies: string[], sessionId: string, sockets: number, seconds: number}} room
 * @returns {Promise<{p50: number, p99: number, shape: object}>} milliseconds; shape: a message as it came
 */
export async function measureRoom({ url, cookies, sessionId, sockets, seconds }) {
  const sentAt = new Map()
  const taken = []
  let arrived = 0
  let shape
  const clients = await Promise.all(
    Array.from({ length: sockets }, (_, index) => join(url, cookies[index % cookies.length], sessionId)),
  )
  try {
    for (const client of clients) {
      client.on('room:message', (message) => {
        const sent = sentAt.get(message.body)
        if (!sent) return
        arrived++
        if (sent.counts) taken.push(performance.now() - sent.at)
        shape ??= message
      })
    }
    const messages = warmUp + messagesPerSecond * seconds
    const acknowledged = []
    await wait(2_000)
    const begin = performance.now()
    for (let number = 0; number < messages; number++) {
      await wait(Math.max(0, begin + (number * 1_000) / messagesPerSecond - performance.now()))
      const clientId = randomUUID()
      const body = `Message ${clientId}: the second bridge is open, go by the school.`
      sentAt.set(body, { at: performance.now(), counts: number >= warmUp })
      const sender = clients[number % speakers].timeout(10_000)
      acknowledged.push(sender.emitWithAck('room:send', { sessionId, body, clientId }))
    }
    const refused = (await Promise.all(acknowledged)).find(({ ok }) => !ok)
    if (refused) throw new Error(`A message was refused: ${JSON.stringify(refused)}`)
    await until(
      () => arrived >= messages * sockets,
      () => `${arrived} of ${messages * sockets} messages arrived.`,
    )
  } finally {
    for (const client of clients) client.disconnect()
  }
  taken.sort((a, b) => a - b)
  const at = (share) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))]
  return { p50: at(0.5), p99: at(0.99), shape }
}

async function join(url, cookie, sessionId) {
  const client = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { Cookie: cookie, Origin: url },
  })
  await new Promise((resolve, reject) => {
    client.once('connect', resolve)
    client.once('connect_error', reject)
  })
  const answer = await client.timeout(20_000).emitWithAck('room:join', { sessionId })
  if (!answer.ok) throw new Error(`A socket could not join: ${JSON.stringify(answer)}`)
  return client
}

async function until(ready, said) {
  const deadline = performance.now() + 10_000
  while (!ready()) {
    if (performance.now() > deadline) throw new Error(said())
    await wait(20)
  }
}
