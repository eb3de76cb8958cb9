import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { emptyContext } from '~/features/context/context'
import { luciaFor } from '~/features/members/lucia.server'
import { openThread } from '~/features/threads/open-thread.server'
import { reply } from '~/features/threads/reply.server'
import { newId } from '~/lib/ids'
import { closeMarkdown } from '~/lib/markdown.server'
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
  await closeMarkdown()
})

const cookieOf = async (member: Cast['amina']) =>
  (await luciaFor(false).createSession(member.id, { createdAt: new Date() })).id

async function browse(member: Cast['amina'] | null, options: { javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext(options)
  contexts.push(context)
  if (member) await context.addCookies([{ name: 'auth_session', value: await cookieOf(member), url: app.url }])
  return { context, page: await context.newPage() }
}

async function newThread(replies = 0) {
  const opening = { title: 'Reaching farm workers', body: 'How?', clientId: newId(), ...emptyContext() }
  const first = await openThread(people.amina, opening)
  for (let n = 0; n < replies; n++) {
    const body = `Community radio reached most of them within a day, number ${n}.`
    await reply(people.bounmy, first.threadId, { body, replyTo: n % 3 ? '' : first.id, clientId: newId() })
  }
  return { ...first, path: `/threads/${first.threadId}` }
}

const open = async (page: Page, path: string) => {
  await page.goto(app.url + path)
  await page.waitForLoadState('networkidle')
}
const arrived = (page: Page) => page.waitForURL(/#post-/)
const draftLine = (page: Page) => page.locator('.draft')

describe('a draft', () => {
  it('outlives closing the page, and is gone once its text has arrived', async () => {
    const { path } = await newThread()
    const { context, page } = await browse(people.amina)
    await open(page, path)
    await page.fill('#body', 'Half a reply')
    await page.close()
    const again = await context.newPage()
    await open(again, path)
    expect(await again.inputValue('#body')).toBe('Half a reply')
    await again.fill('#body', 'A whole reply')
    await again.press('#body', 'Control+Enter')
    await arrived(again)
    await again.waitForLoadState('networkidle')
    expect(await again.inputValue('#body')).toBe('')
    expect(await draftLine(again).count()).toBe(0)
    expect(await again.evaluate(() => localStorage.length)).toBe(0)
  })

  it('that was sent into a broken line is offered again, and sending it makes one post', async () => {
    const { path } = await newThread()
    const { context, page } = await browse(people.amina)
    await open(page, path)
    await page.fill('#body', 'Into the void')
    await context.setOffline(true)
    await Promise.all([page.waitForEvent('requestfailed'), page.click('.reply .button-main')])
    await context.setOffline(false)
    await open(page, path)
    expect(await page.inputValue('#body')).toBe('')
    await draftLine(page).getByRole('button', { name: 'Put it back' }).click()
    expect(await page.inputValue('#body')).toBe('Into the void')
    await page.click('.reply .button-main')
    await arrived(page)
    expect(await page.locator('article', { hasText: 'Into the void' }).count()).toBe(1)
  })

  it('is not shown to another member on the same computer', async () => {
    const { path } = await newThread()
    const { context, page } = await browse(people.amina)
    await open(page, path)
    await page.fill('#body', 'For my eyes')
    await open(page, '/threads')
    await context.addCookies([{ name: 'auth_session', value: await cookieOf(people.elif), url: app.url }])
    await open(page, path)
    expect(await page.inputValue('#body')).toBe('')
    expect(await draftLine(page).count()).toBe(0)
  })

  it('can be dropped', async () => {
    const { path } = await newThread()
    const { page } = await browse(people.amina)
    await open(page, path)
    await page.fill('#body', 'Never mind')
    await open(page, path)
    await draftLine(page).getByRole('button', { name: 'Drop it' }).click()
    expect(await page.inputValue('#body')).toBe('')
    await open(page, path)
    expect(await page.inputValue('#body')).toBe('')
  })
})

describe('an edit of what was changed meanwhile', () => {
  it('shows both texts and loses neither', async () => {
    const { id } = await newThread()
    const [mine, other] = [await browse(people.amina), await browse(people.amina)]
    await open(mine.page, `/posts/${id}/edit`)
    await open(other.page, `/posts/${id}/edit`)
    for (const [{ page }, text] of [
      [other, 'From the other window'],
      [mine, 'From this window'],
    ] as const) {
      await page.fill('main #body', text)
      await page.click('main .button-main')
      await page.waitForLoadState('networkidle')
    }
    expect(await mine.page.inputValue('main #body')).toBe('From this window')
    expect(await mine.page.locator('pre.source').textContent()).toBe('From the other window')
    await mine.page.click('main .button-main')
    await arrived(mine.page)
    expect(await mine.page.locator(`#post-${id} .prose`).textContent()).toBe('From this window')
  })
})

describe('without JavaScript', () => {
  it('a member replies to a post, corrects, edits, deletes and undoes it', async () => {
    const { id, path } = await newThread()
    const { page } = await browse(people.bounmy, { javaScriptEnabled: false })
    await open(page, path)
    await page.getByRole('link', { name: 'Reply to post 1' }).click()
    expect(await page.locator('#replyTo').textContent()).toContain('#1, Amina Diallo')
    await page.fill('#body', '   ')
    await page.click('.button-main')
    expect(await page.locator('.error-summary').textContent()).toContain('Write something first')
    await page.fill('#body', 'By radio')
    await page.click('.button-main')
    await arrived(page)
    const post = page.locator('article').nth(1)
    expect(await post.locator('.quote a').getAttribute('href')).toBe(`${path}#post-${id}`)
    await post.getByRole('link', { name: 'Edit post 2' }).click()
    await page.fill('main #body', 'By local radio')
    await page.click('main .button-main')
    await post.getByRole('link', { name: /^Edited/ }).click()
    expect(await page.locator('ins').first().textContent()).toBe('local ')
    await page.getByRole('link', { name: 'Back to the post' }).click()
    await post.getByRole('link', { name: 'Delete post 2' }).click()
    await page.click('main .button-danger')
    expect(await post.textContent()).toContain('deleted by its author')
    await post.getByRole('button', { name: 'Undo the deletion of post 2' }).click()
    expect(await post.textContent()).toContain('By local radio')
  })

  it('a guest reads on and back', async () => {
    const { path } = await newThread(55)
    const { page } = await browse(null, { javaScriptEnabled: false })
    await open(page, path)
    expect(await page.locator('article').count()).toBe(50)
    await page.click('a[rel="next"]')
    expect(await page.locator('article').count()).toBe(6)
    await page.click('a[rel="prev"]')
    expect(await page.locator('article').count()).toBe(50)
  })
})

describe('the thread page with 20 replies', () => {
  it('is at most 25 KB cold and compressed, and asks guests’ browsers for no script', async () => {
    const { path } = await newThread(20)
    const { context, page } = await browse(null)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    let bytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await open(page, path)
    expect(bytes).toBeGreaterThan(1_000)
    expect(bytes).toBeLessThanOrEqual(25 * 1024)
    expect(await page.locator('script:not([type="application/ld+json"])').count()).toBe(0)
  })
})
