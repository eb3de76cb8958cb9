import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Bytes in a second and milliseconds there and back of a line of 64 kbit/s behind a satellite. */
const bytesPerSecond = 8_000
const roundTrip = 1_000
/** What goes at once, so that several connections share the line. */
const packet = 1_400
/** Bytes that a line takes before it lets a sender wait. */
const mostWaiting = 64 * 1_024

export type ThinLine = {
  /** Of the site, through the line. */
  readonly url: string
  /** Connections and HTTP requests so far. */
  readonly connections: number
  readonly requests: number
  /** Cuts every connection that is open. */
  cut(): void
  close(): Promise<void>
}

type Options = {
  /** How many times faster than such a line, with everything in proportion, so that a test is short. */
  scale?: number
  /** Of so many connections one is cut while it is used; 0 for none. */
  cutsOneOf?: number
  /** What becomes of WebSockets: they are let through, refused, or never answered. */
  webSockets?: 'through' | 'refused' | 'unanswered'
}

/**
 * A line to a server, as thin and slow as one on a telephone in a valley: 64 kbit/s each way for all of its connections
 * together, a second there and back, and connections that break. The caller closes it.
 * @param target the server's address
 */
export async function thinLine(
  target: string,
  { scale = 10, cutsOneOf = 20, webSockets = 'through' }: Options = {},
): Promise<ThinLine> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let connections = 0
  let requests = 0
  /** When all that was sent so far has gone into the line. */
  const free = { up: 0, down: 0 }

  function carry(from: Socket, to: Socket, way: keyof typeof free, late: number, stops = () => false) {
    let waiting = 0
    /** Timers may fire in another order than they were set; null is the end. */
    const queue: (Buffer | null)[] = []
    const deliver = () => {
      const bytes = queue.shift() ?? null
      if (bytes === null) return void to.end()
      waiting -= bytes.length
      if (waiting < mostWaiting) from.resume()
      if (to.writable) to.write(bytes)
    }
    const send = (bytes: Buffer | null) => {
      queue.push(bytes)
      const now = performance.now()
      free[way] = Math.max(now, free[way]) + ((bytes?.length ?? 0) * 1_000) / (bytesPerSecond * scale)
      setTimeout(deliver, free[way] - now + late)
    }
    from.on('data', (chunk: Buffer) => {
      if (stops()) return
      waiting += chunk.length
      if (waiting >= mostWaiting) from.pause()
      for (let at = 0; at < chunk.length; at += packet) send(chunk.subarray(at, at + packet))
    })
    from.on('end', () => send(null))
  }

  const server = createServer((near) => {
    connections++
    const far = connect(Number(port), hostname)
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        open.delete(end)
        // What ended well is still under way.
        if (!end.readableEnded) other.destroy()
      })
    }
    if (cutsOneOf > 0 && connections % cutsOneOf === 0) setTimeout(() => near.destroy(), (2 * roundTrip) / scale)
    let stopped = false
    near.on('data', (chunk) => {
      const head = chunk.toString('latin1')
      if (!/^(?:GET|POST|HEAD) \S+ HTTP\/1\.1\r\n/.test(head)) return
      requests++
      if (webSockets === 'through' || !/^upgrade: *websocket/im.test(head)) return
      stopped = true
      if (webSockets === 'refused') near.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    })
    // A connection takes one way there and back to be made.
    carry(near, far, 'up', (1.5 * roundTrip) / scale, () => stopped)
    carry(far, near, 'down', roundTrip / 2 / scale)
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections
    },
    get requests() {
      return requests
    },
    cut() {
      for (const end of open) end.destroy()
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const end of open) end.destroy()
      }),
  }
}
