import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Viewer } from '~/features/members/viewer'
import { closeMarkdown } from '~/lib/markdown.server'
import { type Application, startApplication } from './application'
import { launchBrowser } from './browser.mjs'
import { signInCookieOf } from './realtime'

export type Browsers = {
  app: Application
  browser: Browser
  /** A browser of somebody's own, signed in; a guest's without a member. What a test opens is closed after it. */
  contextOf(viewer: Viewer | null, options?: BrowserContextOptions): Promise<BrowserContext>
}

/**
 * Call it at the top of a test file, after useDatabase(): its tests share one application on that database, and one
 * browser.
 */
export function useBrowsers(database: string): Browsers {
  const open: BrowserContext[] = []
  let inTest = false
  const browsers = {
    async contextOf(viewer, options = {}) {
      const { url } = browsers.app
      const context = await browsers.browser.newContext({ baseURL: url, ...options })
      if (inTest) open.push(context)
      if (viewer) {
        const { value } = await signInCookieOf(viewer)
        await context.addCookies([{ name: 'auth_session', value, url }])
      }
      return context
    },
  } as Browsers
  beforeAll(async () => {
    browsers.app = await startApplication({ database })
    browsers.browser = await launchBrowser()
  }, 300_000)
  beforeEach(() => {
    inTest = true
  })
  afterEach(async () => {
    inTest = false
    for (const context of open.splice(0)) await context.close()
  })
  afterAll(async () => {
    await browsers.browser?.close()
    await browsers.app?.stop()
    await closeMarkdown()
  })
  return browsers
}
