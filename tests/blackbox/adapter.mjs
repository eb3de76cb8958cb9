// All that black-box tools know of the application: how to start it, who is in it, and its outside as app/README.md
// describes it. The tools hand in their own socket helpers; nothing is imported from them.
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closedRoom, openRoom, people, seed } from './seed.mjs'

const port = process.env.PORT || 3100
const data = process.env.DATA || join(tmpdir(), `peer-exchange-${port}`)
const plain = Boolean(process.env.PLAIN_HTTP)

const done = (response, what) => {
  if (response.status === 303 && !/\/sign-in/.test(response.headers.location ?? '')) return response
  throw Object.assign(new Error(`${what}: status ${response.status}`), { status: response.status })
}
const entities = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'", '#x27': "'" }
const text = (html) => html.replace(/<[^>]*>/g, '').replace(/&(lt|gt|quot|amp|#39|#x27);/g, (_, name) => entities[name])
const lastPart = (location) => location.split(/[#?]/)[0].split('/').pop()
const address = (value) => encodeURIComponent(value)

/**
 * Posts as somebody does who is asked whether a text names a person, and says that it does not; what then waits for a
 * reviewer, a reviewer releases at once.
 */
async function postInsisting(adapter, client, path, fields) {
  const first = await client.post(path, fields)
  const harmConfirmed = first.status === 400 && /name="harmConfirmed" value="([^"]+)"/.exec(first.text)?.[1]
  if (!harmConfirmed) return first
  const second = await client.post(path, { ...fields, harmConfirmed })
  const reviewer = new client.constructor(client.base)
  await adapter.loginRaw(reviewer, people.mod.login, people.mod.password)
  const waiting = await reviewer.get('/review/harm')
  for (const [, id] of waiting.text.matchAll(/action="\/review\/harm\/([^"]+)"/g)) {
    await reviewer.post(`/review/harm/${id}`, { verdict: 'shown' })
  }
  reviewer.close()
  return second
}

export default ({ openSocket, ask }) => {
  const adapter = {
    name: 'peer exchange',
    baseUrl: `http://127.0.0.1:${port}`,
    tls: plain ? 'none' : 'proxy',
    dataDir: data,
    server: {
      command: process.execPath,
      args: ['app/server.mjs'],
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: {
        PORT: String(port),
        DATABASE_URL: `file:${data}/exchange.db`,
        RATE_LIMIT_SCALE: process.env.RATE_LIMIT_SCALE || '1',
        LOG_LEVEL: 'error',
        TRUST_PROXY: plain ? 'off' : 'on',
      },
      ready: '/health',
      readyTimeoutMs: 60_000,
      restartMs: 15_000,
    },
    async reset() {
      rmSync(data, { recursive: true, force: true })
      await seed(join(data, 'exchange.db'))
    },
    users: Object.fromEntries(
      Object.entries(people).map(([name, { id, login, password, role }]) => [
        name,
        { id, login, password, role: role === 'administrator' ? 'admin' : role },
      ]),
    ),
    sessionCookie: /^(__Host-)?auth_session$/,

    async login(client, user) {
      const response = done(await adapter.loginRaw(client, user.login, user.password), 'sign in')
      client.userId = user.id
      return response
    },
    // As through the proxy, which says that the line is TLS.
    loginRaw: (client, login, password, options) =>
      client.post(
        '/sign-in',
        { email: login, password },
        plain
          ? options
          : { headers: { 'x-forwarded-proto': 'https' }, origin: client.origin.replace('http:', 'https:'), ...options },
      ),
    logout: (client) => client.post('/sign-out', {}),
    async whoami(client) {
      const response = await client.get('/me')
      return response.status === 200 ? response.json : null
    },

    async createThread(client, { title, body, key }) {
      const response = done(
        await postInsisting(adapter, client, '/threads/new', { title, body, clientId: key }),
        'thread',
      )
      const id = lastPart(response.headers.location)
      return { id, url: `/threads/${id}`, status: response.status }
    },
    async createReply(client, threadId, { body, key }) {
      const path = `/threads/${threadId}/posts`
      const response = done(await postInsisting(adapter, client, path, { body, clientId: key }), 'reply')
      const { location } = response.headers
      return { id: location.split('#post-')[1], url: location, status: response.status }
    },
    /** Every post but the first, over all pages, in the order in which a reader sees them. */
    async listReplies(client, threadId) {
      const posts = []
      for (let path = `/threads/${threadId}`; path; ) {
        const response = await client.get(path, { max: 64 << 20 })
        if (response.status !== 200) throw new Error(`thread page ${response.status}`)
        for (const [, id, html] of response.text.matchAll(
          /data-post-id="([^"]+)"[\s\S]*?data-user-html=""[^>]*>([\s\S]*?)<\/div>/g,
        )) {
          posts.push({ id, text: text(html) })
        }
        const next = /<a\b[^>]*rel="next"[^>]*>/.exec(response.text)?.[0]
        path = next && /href="([^"]+)"/.exec(next)[1].replaceAll('&amp;', '&')
      }
      return posts.slice(1)
    },

    socket: (client, options) => openSocket(client, options),
    joinRoom: (socket, sessionId) => ask(socket, 'room:join', { sessionId }),
    sendRoom: (socket, sessionId, { body, key }, ms) =>
      ask(socket, 'room:send', { sessionId, body, clientId: key ?? `k${Math.random()}` }, ms),
    onRoom: (socket, listener) => socket.on('room:message', listener),
    async roomHistory(client, sessionId) {
      const messages = []
      for (let after = 0; ; ) {
        const response = await client.get(`/sessions/${sessionId}/messages?after=${after}`, { max: 64 << 20 })
        if (response.status !== 200) throw new Error(`history ${response.status}`)
        if (response.json.length === 0) return messages
        for (const { id, number, body, author } of response.json)
          messages.push({ id, text: body, from: author.id, seq: number })
        after = response.json.at(-1).number
      }
    },
    room: openRoom,
    closedRoom,
    socketEvents: ['room:join', 'room:send', 'room:typing'],
    limits: { bodyBytes: 256 * 1024, postChars: 20_000, roomChars: 4_000 },
    paths: { home: '/', login: '/sign-in', admin: '/admin', me: '/me', thread: (id) => `/threads/${id}` },
    wire: {
      join: (sessionId) => ['room:join', { sessionId }],
      send: (sessionId, { body, key }) => ['room:send', { sessionId, body, clientId: key }],
      broadcast: 'room:message',
    },
  }

  adapter.xss = {
    content: '[data-user-html]',
    allowedTags:
      'p br strong em del a ul ol li blockquote pre code hr table thead tbody tr th td h3 h4 h5 h6 div'.split(' '),
    allowedAttrs: { '*': ['dir', 'class', 'data-user-html'], a: ['href', 'rel'] },
    sinks: sinks(adapter),
  }
  adapter.pages = [
    { name: 'home of a guest', path: '/', type: 'html' },
    { name: 'home', path: '/', as: 'alice', private: true, type: 'html' },
    { name: 'sign in', path: '/sign-in', type: 'html', private: true },
    { name: 'closed room', path: `/sessions/${closedRoom}`, as: 'alice', private: true, type: 'html' },
    { name: 'notifications', path: '/notifications', as: 'alice', private: true, type: 'html' },
    { name: 'profile', path: '/profile', as: 'alice', private: true, type: 'html' },
    { name: 'own data', path: '/me', as: 'alice', private: true, type: 'json' },
    { name: 'messages', path: `/sessions/${closedRoom}/messages`, as: 'alice', private: true, type: 'json' },
    { name: 'not found', path: '/no-such-page', type: 'html', status: 404 },
    { name: 'administration for a member', path: '/admin', as: 'carol', private: true, type: 'html', status: 404 },
    { name: 'search', path: '/search?q=x', as: 'alice', private: true, type: 'html' },
    { name: 'practices', path: '/practices', type: 'html' },
    { name: 'coverage', path: '/coverage', type: 'html' },
    { name: 'similar', path: '/similar?title=x', as: 'alice', private: true, type: 'json' },
    { name: 'icon', path: '/favicon.svg', type: 'asset' },
  ]
  adapter.csrfPosts = [
    {
      name: 'new thread',
      path: '/threads/new',
      form: (token) => ({ title: `csrf ${token}`, body: `csrf ${token}` }),
      happened: async (client, token) => (await client.get('/threads')).text.includes(`csrf ${token}`),
    },
  ]
  adapter.redirects = [
    {
      name: 'after signing in',
      run: (client, value) =>
        client.post('/sign-in', { email: people.alice.login, password: people.alice.password, redirectTo: value }),
    },
  ]
  adapter.searchUrl = (query) => `/search?q=${address(query)}`
  adapter.exports = { csv: { as: 'alice', url: () => '/threads.csv' } }
  adapter.rawPost = { path: '/threads/new', type: 'application/x-www-form-urlencoded' }
  adapter.authz = authorization(adapter)
  return adapter
}

/** Every place where somebody's words are shown to others. */
function sinks(adapter) {
  const line = (value, length) => value.slice(0, length)
  return [
    {
      name: 'reply',
      full: true,
      many: true,
      container: (id) => `[data-post-id="${id}"]`,
      async post(client, list) {
        const out = []

        const thread = await adapter.createThread(client, { title: `xss ${Math.random()}`, body: 'start' })
        for (const payload of list) {
          try {
            out.push({ p: payload, ...(await adapter.createReply(client, thread.id, { body: payload })) })
          } catch (error) {
            out.push({ p: payload, refused: error.status || error.message })
          }
        }
        const end = await adapter.createReply(client, thread.id, { body: 'SENTINEL-END-7741' })
        return { url: `${thread.url}`, out, sentinel: end.id }
      },
    },
    {
      name: 'thread title',
      async post(client, payload) {
        return { url: (await adapter.createThread(client, { title: line(payload, 200), body: 'x' })).url }
      },
    },
    {
      name: 'list of threads',
      async post(client, payload) {
        await adapter.createThread(client, { title: line(payload, 200), body: 'x' })
        return { url: '/threads' }
      },
    },
    {
      name: 'lesson',
      async post(client, payload) {
        const fields = { title: line(payload, 200), observation: payload, holdsWhen: payload, intent: 'draft' }
        return { url: done(await client.post('/lessons/new', fields), 'lesson').headers.location }
      },
    },
    {
      name: 'display name, organization and expertise',
      async post(client, payload) {
        const fields = {
          name: line(payload, 100),
          organization: line(payload, 200),
          stakeholderType: 'state-of-origin',
          expertise: line(payload, 500),
          timeZone: 'UTC',
        }
        done(await client.post('/profile', fields), 'profile')
        return { url: `/members/${client.userId}` }
      },
    },
    {
      name: 'session',
      async post(client, payload) {
        const fields = {
          title: line(payload, 200),
          purpose: payload,
          format: 'open-exchange',
          access: 'members',
          timeZone: 'UTC',
          intent: 'now',
        }
        return { url: done(await client.post('/sessions/new', fields), 'session').headers.location }
      },
    },
    { name: 'search box', post: async (_, payload) => ({ url: `/search?q=${address(payload)}` }) },
    { name: 'where signing in leads', post: async (_, payload) => ({ url: `/threads?q=${address(payload)}` }) },
    {
      name: 'live room',
      live: true,
      url: `/sessions/${openRoom}`,
      ready: '[data-part="log"]',
      content: '[data-user-html]',
      async send(client, list) {
        const socket = await adapter.socket(client)
        await adapter.joinRoom(socket, openRoom)
        for (const payload of list)
          await adapter.sendRoom(socket, openRoom, { body: payload.slice(0, 4000) }).catch(() => {})
        socket.close()
      },
    },
  ]
}

/** Who may do what, judged by what took place. */
function authorization(adapter) {
  const everybody = ['anon', 'banned', 'member', 'author', 'roommate', 'moderator', 'admin']
  const members = ['member', 'author', 'roommate', 'moderator', 'admin']
  const inside = ['author', 'roommate', 'admin']
  const mark = () => `mark${Math.random().toString(36).slice(2)}`
  const page = async (client, path) => (await client.get(path)).text
  const reply = (client, fixture, body) => adapter.createReply(client, fixture.thread, { body })
  const lesson = async (client, title, intent) => {
    const fields = { title, observation: 'Something happened.', intent, crisisType: 'flood' }
    return lastPart(done(await client.post('/lessons/new', fields), 'lesson').headers.location)
  }
  const submitted = async (as) => ({ title: mark(), id: await lesson(as.alice, mark(), 'submit') })
  const isObservation = async (as, _, { id }) => (await as.anon.get(`/lessons/${id}`)).status === 200
  return {
    roles: {
      anon: null,
      banned: 'zed',
      member: 'carol',
      author: 'alice',
      roommate: 'bob',
      moderator: 'mod',
      admin: 'admin',
    },
    async fixtures(as) {
      const thread = await adapter.createThread(as.alice, { title: 'authz open', body: 'open body' })
      return { thread: thread.id, priv: closedRoom, victim: people.dave.id }
    },
    actions: [
      { name: 'read a thread', allow: everybody, run: (c, fx) => c.get(`/threads/${fx.thread}`), shows: /open body/ },
      {
        name: 'reply',
        allow: members,
        fresh: () => ({ body: mark() }),
        run: (c, fx, x) => c.post(`/threads/${fx.thread}/posts`, { body: x.body }),
        effect: async (as, fx, x) =>
          (await adapter.listReplies(as.alice, fx.thread)).some((post) => post.text.includes(x.body)),
      },
      {
        name: "edit another's post",
        allow: ['author'],
        fresh: async (as, fx) => {
          const post = await reply(as.alice, fx, 'mine')
          const form = await page(as.alice, `/posts/${post.id}/edit`)
          return { post, body: mark(), version: /name="version"[^>]*value="(\d+)"/.exec(form)[1] }
        },
        run: (c, _, x) => c.post(`/posts/${x.post.id}/edit`, { body: x.body, version: x.version }),
        effect: async (as, fx, x) =>
          (await adapter.listReplies(as.alice, fx.thread)).some((post) => post.text.includes(x.body)),
      },
      {
        name: "delete another's post",
        allow: ['author', 'moderator', 'admin'],
        fresh: async (as, fx) => {
          const body = mark()
          return { body, post: await reply(as.alice, fx, body) }
        },
        run: (c, _, x) => c.post(`/posts/${x.post.id}/delete`, {}),
        effect: async (as, fx, x) =>
          !(await adapter.listReplies(as.alice, fx.thread)).some((post) => post.text.includes(x.body)),
      },
      {
        name: 'read a draft lesson',
        allow: ['author'],
        fresh: async (as) => ({ id: await lesson(as.alice, 'secret-draft-9', 'draft') }),
        run: (c, _, x) => c.get(`/lessons/${x.id}`),
        effect: async (_as, _fx, x, c) => (await page(c, `/lessons/${x.id}`)).includes('secret-draft-9'),
      },
      {
        name: 'read a submitted lesson',
        allow: ['author', 'moderator', 'admin'],
        fresh: submitted,
        run: (c, _, x) => c.get(`/lessons/${x.id}`),
        effect: async (_as, _fx, x, c) => (await page(c, `/lessons/${x.id}`)).includes('Something happened'),
      },
      {
        name: 'verify a lesson',
        allow: ['moderator', 'admin'],
        fresh: submitted,
        run: (c, _, x) =>
          c.post(`/lessons/${x.id}/verify`, { fact: 'on', harm: 'on', attribution: 'on', check: 'fact' }),
        effect: isObservation,
      },
      {
        name: "withdraw another's lesson",
        allow: ['author'],
        fresh: async (as) => {
          const x = await submitted(as)
          await as.mod.post(`/lessons/${x.id}/verify`, { fact: 'on', harm: 'on', attribution: 'on' })
          return x
        },
        run: (c, _, x) => c.post(`/lessons/${x.id}/withdraw`, {}),
        effect: async (as, fx, x) => !(await isObservation(as, fx, x)),
      },
      {
        name: 'see the administration',
        allow: ['admin'],
        run: (c) => c.get('/admin/members'),
        shows: /dave@example\.org/,
      },
      {
        name: 'see the lessons to review',
        allow: ['moderator', 'admin'],
        run: (c) => c.get('/review'),
        effect: async (_as, _fx, _x, c) => (await c.get('/review')).status === 200,
      },
      {
        name: 'ban a member',
        allow: ['admin'],
        fresh: () => ({}),
        run: (c, fx) => c.post('/admin/members', { intent: 'ban', memberId: fx.victim }),
        async effect(as, fx) {
          const response = await adapter.loginRaw(as.anon.clone(), people.dave.login, people.dave.password)
          await as.admin.post('/admin/members', { intent: 'unban', memberId: fx.victim })
          return response.status !== 303
        },
      },
      {
        name: 'make oneself an administrator',
        allow: [],
        fresh: () => ({}),
        run: (c) =>
          c.post('/profile', {
            name: 'X',
            organization: 'Y',
            stakeholderType: 'state-of-origin',
            timeZone: 'UTC',
            role: 'administrator',
          }),
        effect: async (as, _fx, _x, c) => c !== as.admin && (await adapter.whoami(c))?.role === 'administrator',
        statusFree: true,
      },
      {
        name: 'write as somebody else',
        allow: [],
        fresh: () => ({ body: mark() }),
        run: (c, fx, x) =>
          c.post(`/threads/${fx.thread}/posts`, { body: x.body, authorId: people.admin.id, author: 'admin' }),
        async effect(as, fx, x, c) {
          if (c === as.admin) return false
          let html = ''
          for (let after = 0; after < 400; after += 20)
            html += await page(as.alice, `/threads/${fx.thread}?after=${after}`)
          const article = html.split('<article').find((part) => part.includes(x.body)) ?? ''
          return article.includes(people.admin.id)
        },
        statusFree: true,
      },
      { name: 'closed room', allow: inside, run: (c) => c.get(`/sessions/${closedRoom}`), shows: /secret-purpose-9/ },
      {
        name: 'messages of the closed room',
        allow: inside,
        run: (c) => c.get(`/sessions/${closedRoom}/messages`),
        shows: /^\[/,
      },
      {
        name: 'write in the closed room',
        allow: inside,
        fresh: () => ({ body: mark() }),
        run: (c, _, x) => c.post(`/sessions/${closedRoom}/messages`, { body: x.body }),
        effect: async (as, _, x) =>
          (await adapter.roomHistory(as.alice, closedRoom)).some((message) => message.text === x.body),
      },
      {
        name: 'end the closed room',
        allow: [],
        run: (c) => (c.userId === people.alice.id ? c.get('/nowhere') : c.post(`/sessions/${closedRoom}/end`, {})),
        effect: async (as) => /data-ended/.test(await page(as.alice, `/sessions/${closedRoom}`)),
        fresh: () => ({}),
      },
    ],
    hidden: [
      {
        name: 'a closed room against one that never was',
        as: 'member',
        real: () => `/sessions/${closedRoom}`,
        fake: () => '/sessions/neverwasroom00',
      },
    ],
    ids: { make: async (as, i) => (await adapter.createThread(as.alice, { title: `id ${i}`, body: 'x' })).id },
    secrets: [
      { name: 'own data', as: 'author', path: '/me' },
      { name: "somebody's page", as: 'author', path: `/members/${people.bob.id}` },
      { name: 'own profile', as: 'author', path: '/profile' },
    ],
    ban: (admin, name, on) => admin.post('/admin/members', { intent: on ? 'ban' : 'unban', memberId: people[name].id }),
  }
}
