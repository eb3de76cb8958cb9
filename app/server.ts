import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import sirv from 'sirv'
import type { Server } from 'socket.io'
import { migrate } from '../prisma/migrate.mjs'
import { closeDatabase, databaseFile, databaseVersion } from './db.server'
import { demoCommand } from './demo/demo-command.server'
import { startTelling } from './events.server'
import { harmCommand } from './features/harm/harm-command.server'
import { announceDueActions } from './features/lessons/remind-owners.server'
import { endExpiredSignIns } from './features/members/end-sign-ins.server'
import { memberCommand } from './features/members/member-command.server'
import { offerFirstAdministrator } from './features/members/one-time-link.server'
import { announceSoon } from './features/peer-sessions/announce-soon.server'
import { announceFollowUps } from './features/peer-sessions/follow-up.server'
import { unlinkAuthors } from './features/peer-sessions/unlink-authors.server'
import { importCommand } from './features/practices/import-command.server'
import { loadReference } from './features/reference/load-reference.server'
import { announceDueSessionActions } from './features/session-actions/remind-action-owners.server'
import { translate } from './i18n/translate'
import { httpHandler } from './lib/http-handler.server'
import { log } from './lib/log.server'
import { closeMarkdown } from './lib/markdown.server'
import { pageCache } from './lib/page-cache.server'
import { handlingRequest } from './lib/request.server'
import { arrivalOf, isFromOwnPages } from './lib/request-origin.server'
import { sectionHandler } from './lib/section-handler.server'
import { securityHeaders } from './lib/security-headers.server'
import { settings } from './lib/settings.server'
import { reportError, withTrouble } from './lib/trouble.server'
import { reactionsWith } from './reactions.server'
import { attachGateway } from './realtime/gateway.server'
import { refuseFlood } from './refuse-flood.server'

export { settings } from './lib/settings.server'

type Start = { build: ServerBuild; io: Server; development: boolean; root: string }

const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * Starts the application inside a process that has an HTTP server and a socket.io server: settings, migrations,
 * reference data, sockets, reactions, in this order.
 * @returns the ways in (`handle`, `allowsSocket`) and the way out (`stop`)
 * @throws SettingError for a wrong setting; an Error where a migration fails
 */
export async function start({ build, io, development, root }: Start) {
  const current = settings()
  await prepareDatabase(root)
  await loadReference()
  await endExpiredSignIns()
  await announceDueActions()
  await announceDueSessionActions()
  await announceFollowUps()
  await unlinkAuthors()

  const gateway = attachGateway(io)
  const telling = startTelling(reactionsWith(gateway))
  const remix = sectionHandler(withTrouble(build), development ? 'development' : 'production')
  const t = translate(current.LOCALE)
  const cache = pageCache(databaseVersion)
  if (development) cache.get = () => undefined

  const handle = httpHandler({
    settings: current,
    development,
    headers: securityHeaders(development),
    files: sirv(join(root, development ? 'public' : 'build/client'), {
      dev: development,
      brotli: true,
      gzip: true,
      etag: true,
      maxAge: 3_600,
      setHeaders: (response, path) => {
        if (path.startsWith('/assets/')) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
        const type = response.getHeader('Content-Type')
        if (/javascript|json|manifest|^text\/(?!.*charset)/.test(String(type)) && !/charset/.test(String(type))) {
          response.setHeader('Content-Type', `${type}; charset=utf-8`)
        }
      },
    }),
    cache,
    refuse: refuseFlood,
    respond: (request, { address }) => handlingRequest(address, () => remix(request)),
    sentences: {
      badRequest: t('site.errors.badRequest'),
      crossSite: t('site.errors.crossSite'),
      tooLarge: t('site.errors.tooLarge'),
      method: t('site.errors.method'),
      notFound: t('site.errors.notFound'),
      unexpected: t('site.errors.unexpectedPlain'),
    },
    report: reportError,
  })

  const hourly = setInterval(() => {
    for (const work of [
      endExpiredSignIns,
      () => announceDueActions(),
      () => announceDueSessionActions(),
      () => announceFollowUps(),
      () => unlinkAuthors(),
    ])
      void work().catch(reportError)
  }, 3_600_000)
  hourly.unref()
  const often = setInterval(() => void announceSoon().catch(reportError), 300_000)
  often.unref()

  return {
    handle: (request: IncomingMessage, response: ServerResponse) => handle(request, response),
    async allowsSocket(request: IncomingMessage): Promise<boolean> {
      const arrival = arrivalOf(request, current)
      if (arrival.origin === null || !isFromOwnPages(request.headers, arrival.origin)) return false
      return (await refuseFlood(request, arrival, 'socket')) === null
    },
    async listening(address: AddressInfo): Promise<void> {
      const host =
        current.HOST === '0.0.0.0' || current.HOST === '::' || current.HOST === '127.0.0.1' ? 'localhost' : current.HOST
      const origin = current.ORIGIN ?? `http://${host}:${address.port}`
      say(t('site.start.listening', { name: current.SITE_NAME, origin }))
      const link = await offerFirstAdministrator(origin)
      if (link) say(t('site.start.firstAdministrator', { link }))
    },
    async stop(): Promise<void> {
      clearInterval(hourly)
      clearInterval(often)
      gateway.detach()
      await telling.stop()
      await closeMarkdown()
      if (!development) await closeDatabase()
    },
  }
}

async function prepareDatabase(root: string): Promise<void> {
  await migrate(databaseFile(), { migrations: join(root, 'prisma/migrations'), log: (line: string) => log.info(line) })
}

/** What the command line runs: each takes its words and answers with an exit code. */
export const commands = {
  demo: withDatabase(demoCommand),
  'harm-check': (words: string[]) =>
    harmCommand(words, { print: say, error: (line: string) => process.stderr.write(`${line}\n`) }),
  import: withDatabase(importCommand),
  member: withDatabase(memberCommand),
}

type Command = (
  words: string[],
  out: { print: (line: string) => void; error: (line: string) => void },
) => Promise<number>

function withDatabase(command: Command) {
  return async (words: string[], root: string): Promise<number> => {
    settings()
    await prepareDatabase(root)
    await loadReference()
    try {
      return await command(words, { print: say, error: (line) => process.stderr.write(`${line}\n`) })
    } finally {
      await closeMarkdown()
      await closeDatabase()
    }
  }
}
