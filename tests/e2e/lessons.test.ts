import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { luciaFor } from '~/features/members/lucia.server'
import { type Application, startApplication } from '../support/application'
import { launchBrowser } from '../support/browser.mjs'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'

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
})

/** The form saves every few seconds; the clock of these pages runs so many times as fast. */
const pace = 8

async function browse(member: Cast['amina'], options: { javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext(options)
  await context.addInitScript((times) => {
    const [now, every] = [Date.now, window.setInterval]
    const began = now()
    Date.now = () => began + (now() - began) * times
    window.setInterval = ((work: TimerHandler, after = 0) => every(work, after / times)) as typeof setInterval
  }, pace)
  contexts.push(context)
  const { id } = await luciaFor(false).createSession(member.id, { createdAt: new Date() })
  await context.addCookies([{ name: 'auth_session', value: id, url: app.url }])
  const page = await context.newPage()
  const says = (text: string) => page.locator('[data-status]', { hasText: text }).waitFor()
  return { context, page, says }
}

const submit = 'button[name="intent"][value="submit"]'
const lessonPage = /\/lessons\/[0-9a-z]{14}$/

describe('the form of a lesson', () => {
  it('saves itself as a draft that another device goes on with', async () => {
    const { page, says } = await browse(people.elif)
    await page.goto(`${app.url}/lessons/new?country=LB`)
    await page.fill('#title', 'Typed on a phone')
    await says('Draft saved')
    expect(page.url()).toMatch(/\/lessons\/[0-9a-z]{14}\/edit$/)

    const other = await browse(people.elif)
    await other.page.goto(`${app.url}/lessons`)
    await other.page.click('text=Typed on a phone')
    await other.page.click('a[href$="/edit"]')
    expect(await other.page.inputValue('#title')).toBe('Typed on a phone')
    expect(await other.page.locator('input[name="country"][value="LB"]').count()).toBe(1)
  })

  it('keeps in the browser what cannot be saved, and brings it back', async () => {
    const { context, page, says } = await browse(people.amina)
    await page.goto(`${app.url}/lessons/new?country=LB`)
    await page.fill('#title', 'On a broken line')
    await says('Draft saved')
    await context.setOffline(true)
    await page.fill('#planned', 'Never arrived')
    await says('kept in this browser')
    await context.setOffline(false)
    await page.reload()
    expect(await page.inputValue('#planned')).toBe('')
    await page.click('[data-kept] button')
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#planned')?.value === 'Never arrived')
    await says('Draft saved')
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('lesson-draft'))),
    ).toEqual([])
    expect(await db.lesson.count({ where: { title: 'On a broken line' } })).toBe(1)
  })

  it('shows what was saved on another page beside one’s own words, and loses neither', async () => {
    const { context, page, says } = await browse(people.bounmy)
    await page.goto(`${app.url}/lessons/new`)
    await page.fill('#title', 'One')
    await page.fill('#observation', 'Roads were closed.')
    await says('Draft saved')
    const other = await context.newPage()
    await other.goto(page.url())
    await other.fill('#title', 'From the other page')
    await other.click('button[name="intent"][value="draft"]')
    await other.waitForURL(lessonPage)
    await page.fill('#title', 'From this page')
    await says('changed elsewhere')
    await page.click(submit)
    await page.locator('#conflict').waitFor()
    const shown = await page.locator('section:has(#conflict)').textContent()
    expect(shown).toContain('From the other page')
    expect(shown).toContain('From this page')
    await page.click(submit)
    await page.waitForURL(lessonPage)
    expect(await page.textContent('h1')).toBe('From this page')
  })

  it('submits what was typed last, also while a save is under way', async () => {
    const { page } = await browse(people.farid)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const asked = page.waitForRequest('**/lessons/autosave')
    await page.route('**/lessons/autosave', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${app.url}/lessons/new`)
    await page.fill('#title', 'Fast')
    await page.fill('#observation', 'At first')
    await asked
    await page.fill('#observation', 'In the end')
    await page.click(submit, { noWaitAfter: true })
    release()
    await page.waitForURL(lessonPage)
    expect(await page.textContent('main')).toContain('In the end')
    expect(await db.lesson.findMany({ where: { title: 'Fast' }, select: { state: true } })).toEqual([
      { state: 'submitted' },
    ])
  })

  it('saves what was typed before its script was there', async () => {
    const { page, says } = await browse(people.farid)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/assets/lesson-draft*', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${app.url}/lessons/new`)
    await page.fill('#title', 'Typed on a slow line')
    release()
    await says('Draft saved')
  })

  it('works without scripts, and keeps what was typed', async () => {
    const { page } = await browse(people.amina, { javaScriptEnabled: false })
    await page.goto(`${app.url}/lessons/new`)
    await page.fill('#title', 'Plain')
    await page.click(submit)
    expect(await page.locator('.error-summary a').getAttribute('href')).toBe('#observation')
    expect(await page.inputValue('#title')).toBe('Plain')
    await page.fill('#observation', 'It was enough.')
    await page.click(submit)
    await page.waitForURL(lessonPage)
    expect(await page.textContent('.state')).toBe('Waiting for review')
  })

  it.each([true, false])(
    'asks one question at a time for who wants that, and loses nothing (scripts: %s)',
    async (javaScript) => {
      const { page } = await browse(people.amina, { javaScriptEnabled: javaScript })
      await page.goto(`${app.url}/lessons/new`)
      const shown = () => page.locator('.question:visible').count()
      expect(await shown()).toBe(10)
      await page.fill('input[name=title]', 'Boats before the rain')
      await page.check('#one-by-one')
      expect(await shown()).toBe(1)
      await page.locator('.question:visible a[href="#question-2"]').click()
      await page.locator('#question-2').waitFor()
      await page.locator('.question:visible a[href="#question-3"]').click()
      await page.fill('textarea[name=observation]', 'The boats came after the rain.')
      expect(await shown()).toBe(1)
      await Promise.all([page.waitForEvent('load'), page.click('button[value=submit]')])
      await page.locator('h1', { hasText: 'Boats before the rain' }).waitFor()
    },
  )
})
