// Measures how long a message takes from being sent to reaching each of many sockets.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { io } from 'socket.io-client'

const messagesPerSecond = 10

/**
 * Fills a room with sockets and sends messages at an even pace, each by another socket.
 * @param {{url: string, cookies: string[], sessionId: string, sockets: number, seconds: number}} room
 * @returns {Promise<{p50: number, p99: number, shape: object}>} milliseconds; shape: a message as it came
 */
export async function measureRoom({ url, cookies, sessionId, sockets, seconds }) {
  const sentAt = new Map()
  const taken = []
  let shape
  const clients = await Promise.all(
    Array.from({ length: sockets }, (_, index) => join(url, cookies[index % cookies.length], sessionId)),
  )
  try {
    for (const client of clients) {
      client.on('room:message', (message) => {
        const began = sentAt.get(message.body)
        if (began === undefined) return
        taken.push(performance.now() - began)
        shape ??= message
      })
    }
    const messages = messagesPerSecond * seconds
    const begin = performance.now()
    const acknowledged = []
    for (let number = 0; number < messages; number++) {
      await wait(Math.max(0, begin + (number * 1_000) / messagesPerSecond - performance.now()))
      const clientId = randomUUID()
      const body = `Message ${clientId}: the second bridge is open, go by the school.`
      sentAt.set(body, performance.now())
      acknowledged.push(
        clients[number % sockets].timeout(10_000).emitWithAck('room:send', { sessionId, body, clientId }),
      )
    }
    const refused = (await Promise.all(acknowledged)).find(({ ok }) => !ok)
    if (refused) throw new Error(`A message was refused: ${JSON.stringify(refused)}`)
    await until(
      () => taken.length >= messages * sockets,
      () => `${taken.length} of ${messages * sockets} messages arrived.`,
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
