import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { luciaFor } from '~/features/members/lucia.server'
import { indexLesson } from '~/features/search/index-documents.server'
import { closeMarkdown } from '~/lib/markdown.server'
import { type Application, startApplication } from '../support/application'
import { launchBrowser } from '../support/browser.mjs'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { anObservation } from '../support/lessons'

const database = useDatabase()
let people: Cast
let app: Application
let browser: Browser
let lesson: string
const contexts: BrowserContext[] = []
const title = 'Agree on pick-up points for buses before the border closes'
const body = 'Two of five roads were open and the buses waited at the wrong bridge.'

beforeAll(async () => {
  people = await cast()
  lesson = await anObservation(people.amina, people.carmen, { title, observation: body })
  await indexLesson(lesson)
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

async function newThread(options: { javaScriptEnabled?: boolean }): Promise<Page> {
  const context = await browser.newContext({ ...options, viewport: { width: 360, height: 740 } })
  contexts.push(context)
  const { id } = await luciaFor(false).createSession(people.farid.id, { createdAt: new Date() })
  await context.addCookies([{ name: 'auth_session', value: id, url: app.url }])
  const page = await context.newPage()
  await page.goto(`${app.url}/threads/new`)
  await page.waitForLoadState('networkidle')
  return page
}

describe('what is like a thread that is being written', () => {
  it('shows while the title is typed, with why, and is told politely', async () => {
    const page = await newThread({})
    await page.fill('#title', title)
    const panel = page.locator('.similar-panel')
    await panel.getByRole('link', { name: title }).waitFor()
    expect(await panel.textContent()).toContain('Both say “')
    expect(await page.locator('.similar [aria-live=polite]').textContent()).toMatch(/^1 thing/)
    expect(await page.locator('input[name=check]').count()).toBe(0)
  })

  it('stands on a page before it is posted where there are no scripts, and nothing typed is lost', async () => {
    const page = await newThread({ javaScriptEnabled: false })
    await page.fill('#title', title)
    await page.fill('#body', body)
    await page.getByRole('button', { name: 'Start the thread' }).click()
    await page.getByRole('heading', { name: 'Look at these before you post' }).waitFor()
    expect(await page.getByRole('link', { name: title }).getAttribute('href')).toBe(`/lessons/${lesson}`)
    expect(await page.inputValue('#body')).toBe(body)
    expect(await db.thread.count()).toBe(0)
    await page.getByRole('button', { name: 'Post it anyway' }).click()
    await page.waitForURL(/\/threads\/[0-9a-z]{14}$/)
    expect(await db.thread.count()).toBe(1)
  })
})
