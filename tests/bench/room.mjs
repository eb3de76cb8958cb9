// Measures how long a message takes from being sent to reaching each of many sockets, and what a socket takes of memory.
// The server, those who listen and those who speak are in three processes.
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { io } from 'socket.io-client'

const messagesPerSecond = 10
/** Of many who listen few speak. */
const speakers = 10
/** Messages before those that count, so that code is warm. */
const warmUp = 20

const now = () => Number(process.hrtime.bigint() / 1_000n)
/** A name of letters alone: a number might be somebody's telephone. */
const nameOf = (number) => Array.from(String(number), (digit) => 'abcdefghij'[digit]).join('')

/**
 * Fills a room with sockets and sends messages at an even pace, by a few in turn.
 * @param {{server: object, listeners: object, cookies: string[], sessionId: string, sockets: number, seconds: number}} room
 *   server: the one measured; listeners: the process of those who listen; cookies: one a member
 * @returns {Promise<{taken: number[], memory: number, joined: number, shape: object}>} taken: microseconds, one for each
 *   message and socket; memory: bytes a socket; joined: milliseconds until all were in the room; shape: a message as it came
 */
export async function measureRoom({ server, listeners, cookies, sessionId, sockets, seconds }) {
  const { url } = server
  const order = async (what, rest = {}) => {
    const answer = await listeners.tell({ order: what, ...rest }, 120_000)
    if (answer.error) throw new Error(answer.error)
    return answer
  }
  const sentAt = new Map()
  let shape
  const speaking = await Promise.all(cookies.slice(0, speakers).map((cookie) => connect(url, cookie)))
  try {
    await join(speaking[0], sessionId)
    speaking[0].on('room:message', (message) => {
      shape ??= message
    })
    const before = await server.memory()
    const arriving = now()
    await order('open', {
      url,
      sessionId,
      cookies: Array.from({ length: sockets }, (_, i) => cookies[i % cookies.length]),
    })
    const joined = (now() - arriving) / 1_000
    // What is told of those who came is over before the first message.
    await wait(6_000)
    const memory = (await server.memory()) - before
    const messages = warmUp + messagesPerSecond * seconds
    const acknowledged = []
    const begin = performance.now()
    for (let number = 0; number < messages; number++) {
      await wait(Math.max(0, begin + (number * 1_000) / messagesPerSecond - performance.now()))
      const name = nameOf(number)
      const body = `Message ${name}: the second bridge is open, go by the school and the market.`
      const sender = speaking[number % speakers].timeout(10_000)
      sentAt.set(name, { at: now(), counts: number >= warmUp })
      acknowledged.push(sender.emitWithAck('room:send', { sessionId, body, clientId: randomUUID() }))
    }
    const refused = (await Promise.all(acknowledged)).find(({ ok }) => !ok)
    if (refused) throw new Error(`A message was refused: ${JSON.stringify(refused)}`)
    const wanted = messages * sockets
    const deadline = performance.now() + 10_000
    for (let { heard } = await order('count'); heard < wanted; { heard } = await order('count')) {
      if (performance.now() > deadline) throw new Error(`${heard} of ${wanted} messages arrived.`)
      await wait(50)
    }
    const { all } = await order('collect')
    const taken = []
    for (let index = 0; index < all.length; index += 2) {
      const { at, counts } = sentAt.get(all[index])
      if (counts) taken.push(all[index + 1] - at)
    }
    return { taken, memory: memory / sockets, joined, shape }
  } finally {
    for (const client of speaking) client.disconnect()
    await order('close')
    // They have gone before the next ones come.
    await wait(1_000)
  }
}

/** The value below which a share of all lies. */
export function percentile(values, share) {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

async function connect(url, cookie) {
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
  return client
}

async function join(client, sessionId) {
  const answer = await client.timeout(20_000).emitWithAck('room:join', { sessionId })
  if (!answer.ok) throw new Error(`A socket could not join: ${JSON.stringify(answer)}`)
}
