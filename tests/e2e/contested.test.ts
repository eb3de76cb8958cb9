import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { luciaFor } from '~/features/members/lucia.server'
import { closeMarkdown } from '~/lib/markdown.server'
import { type Application, startApplication } from '../support/application'
import { launchBrowser } from '../support/browser.mjs'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { anObservation } from '../support/lessons'
import { send } from '../support/people'

const database = useDatabase()
let people: Cast
let app: Application
let browser: Browser
const contexts: BrowserContext[] = []

beforeAll(async () => {
  people = await cast()
  app = await startApplication({ database })
  browser = await launchBrowser()
})
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await closeMarkdown()
})

/** Somebody's browser; a guest's without a member. */
async function browse(member: Cast['amina'] | null, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled })
  contexts.push(context)
  if (member) {
    const { id } = await luciaFor(false).createSession(member.id, { createdAt: new Date() })
    await context.addCookies([{ name: 'auth_session', value: id, url: app.url }])
  }
  return context.newPage()
}

const contested = (page: Page) => page.locator('.state', { hasText: 'Contested' }).count()

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('a lesson, %s', (_, javaScript) => {
  it('is contested by who says that it did not hold, and no longer once it is answered', async () => {
    const id = await anObservation(people.amina, people.carmen, { holdsWhen: 'Many workers, few employers.' })
    const [guest, elif, amina] = [
      await browse(null, javaScript),
      await browse(people.elif, javaScript),
      await browse(people.amina, javaScript),
    ]
    await guest.goto(`/lessons/${id}`)
    expect(await contested(guest)).toBe(0)

    await elif.goto(`/lessons/${id}`)
    await elif.click('a[href$="/counter-evidence"]')
    await elif.fill('#conditions', 'Most employers are households.')
    await send(elif, 'main form')
    expect(await elif.locator('.error-summary a').getAttribute('href')).toBe('#body')
    expect(await elif.inputValue('#conditions')).toBe('Most employers are households.')
    await elif.fill('#body', 'We asked 900. 31 answered.')
    await send(elif, 'main form')
    expect(new URL(elif.url()).hash).toMatch(/^#counter-/)
    expect(await contested(elif)).toBe(1)
    expect(await elif.locator('.counter-evidence a[href$="/answer"]').count()).toBe(0)

    await guest.goto('/lessons')
    expect(await contested(guest)).toBe(1)
    await guest.goto(`/lessons/${id}`)
    const beside = guest.locator('.side-by-side')
    expect(await beside.locator('h2').allTextContents()).toEqual(['Holds when', 'Did not hold when'])
    expect(await beside.textContent()).toContain('We asked 900')

    await amina.goto('/notifications')
    const notice = amina.locator('.notices li', { hasText: 'did not hold' }).first()
    await Promise.all([amina.waitForEvent('load'), notice.locator('button').click()])
    expect(new URL(amina.url()).pathname).toBe(`/lessons/${id}`)
    await amina.click('.counter-evidence a[href$="/answer"]')
    await amina.fill('#answer', 'True: not for households.')
    await send(amina, 'main form')
    expect(await contested(amina)).toBe(0)

    await guest.goto(`/lessons/${id}`)
    expect(await contested(guest)).toBe(0)
    expect(await guest.locator('.counter-evidence').textContent()).toContain('True: not for households.')
  })

  it('says how often it was used, by whom, and where it failed', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const uses = [
      { member: people.bounmy, country: 'LA', helped: 'yes', why: '' },
      { member: people.elif, country: 'TR', helped: 'no', why: 'The roads were closed.' },
    ]
    for (const { member, country, helped, why } of uses) {
      const page = await browse(member, javaScript)
      await page.goto(`/lessons/${id}`)
      await page.click('a[href$="/reuses"]')
      await page.selectOption('#country', country)
      await page.fill('#crisis', 'Floods of 2025')
      await page.fill('#when', '2025-09-14')
      await page.check(`input[name=helped][value=${helped}]`)
      await page.fill('#why', why)
      await send(page, 'main form')
      expect(new URL(page.url()).hash).toMatch(/^#reuse-/)
    }
    const guest = await browse(null, javaScript)
    await guest.goto(`/lessons/${id}`)
    const summary = guest.locator('section:has(> #used-by) .use-summary')
    expect(await summary.textContent()).toBe('used 2 times in 2 countries by Host State and NGOs; failed once: see why')
    await summary.locator('a').click()
    const failed = guest.locator(new URL(guest.url()).hash)
    expect(await failed.textContent()).toContain('The roads were closed.')
    await guest.locator('.how-computed summary').click()
    expect(await guest.locator('.how-computed table').isVisible()).toBe(true)
  })
})
