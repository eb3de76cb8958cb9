import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Application, startApplication } from '../support/application'
import { launchBrowser } from '../support/browser.mjs'
import { becomeAdministrator, join, type Person, people, send } from '../support/people'

const record = `Type of practice: Assistance programs
Country: Lao People's Democratic Republic, Thailand
Name of Stakeholder: Government of Thailand
Type of Stakeholder Implementing the Practice: Host State
Type of crisis: Natural Disaster
Crisis phase: Emergency Response

Boats and interpreters sent together to flooded dormitories of migrant workers, with one list of people for both States.

Guidelines/Thematic Areas

Facilitating movement to safety

GUIDELINE 10: Facilitate migrants’ ability to move to safety

Source: https://practices.example.org/boats-and-interpreters-flooded-dormitories
`
const practice = '/practices/boats-and-interpreters-flooded-dormitories'

/** What everybody in a room reads, in order. */
const roomTexts = (page: Page) => page.locator('[data-message-id] [data-user-html]').allInnerTexts()

describe.each([
  { line: 'with scripts', javaScript: true },
  { line: 'without JavaScript', javaScript: false },
])('three people $line', ({ javaScript }) => {
  let application: Application
  let browser: Browser
  let amina: Person
  let bounmy: Person
  let dmitri: Person
  let threadPath = ''
  let lessonPath = ''
  let sessionPath = ''

  beforeAll(async () => {
    application = await startApplication()
    browser = await launchBrowser()
    const line = { javaScript, width: 360 }
    dmitri = await becomeAdministrator(browser, application)
    amina = await join(browser, application, people.amina, line)
    bounmy = await join(browser, application, people.bounmy, line)
  })

  afterAll(async () => {
    await browser?.close()
    await application?.stop()
  })

  /** Bounmy's number of unread notices, at once where scripts run, else on the next page. */
  async function expectUnread(count: number) {
    if (!javaScript) await bounmy.page.reload()
    await bounmy.page.locator(`[data-unread="${count}"]`).waitFor({ state: 'attached' })
  }

  async function pickContext(page: Page, query: string, value: string) {
    if (javaScript) {
      await page.fill('#contextQuery', query)
      await page.locator('[role=option]').first().waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    } else {
      await page.fill('#contextQuery', query)
      await send(page, 'form:has(#contextQuery)', 'button[value=context]')
      await page.check(`input[type=checkbox][value="${value}"]`)
    }
  }

  it('find a practice that was imported while the server runs', async () => {
    const folder = mkdtempSync(path(tmpdir(), 'records-'))
    writeFileSync(path(folder, 'boats.txt'), record)
    const printed = execFileSync(process.execPath, ['app/command.mjs', 'import', folder, '--json'], {
      env: { ...process.env, DATABASE_URL: `file:${application.databasePath}` },
      encoding: 'utf8',
    })
    expect(JSON.parse(printed).files).toMatchObject([{ status: 'created' }])
    const { page } = amina
    await page.goto('/practices?country=LA&crisisType=natural-disaster')
    await page.locator(`a[href^="${practice}"]`).click()
    await page.locator('a[href="/guidelines/10"]').first().waitFor()
  })

  it('follow a crisis type, and are told at once of a thread under it', async () => {
    await bounmy.page.goto('/crisis-types/flood')
    await send(bounmy.page, 'form[action="/follows"]')
    await expectUnread(0)

    const { page } = amina
    await page.goto(practice)
    await page.locator('a[href^="/threads/new?"]').first().click()
    await page.fill('input[name=title]', 'Which boats can carry wheelchairs?')
    await page.fill('textarea[name=body]', 'We had **none** last year. What do you use?')
    await pickContext(page, 'flood', 'flood')
    await send(page, 'form:has(textarea[name=body])')
    threadPath = new URL(page.url()).pathname
    expect(threadPath).toMatch(/^\/threads\/[0-9a-z]+$/)
    await page.locator('[data-user-html] strong', { hasText: 'none' }).waitFor()
    for (const href of ['/crisis-types/flood', practice, '/guidelines/10']) {
      expect(await page.locator(`a[href="${href}"]`).count(), href).toBeGreaterThan(0)
    }
    await expectUnread(1)
  })

  it('open the notice, reply to the post, and the author is told', async () => {
    await bounmy.page.goto('/notifications')
    await send(bounmy.page, 'form[action*="/open"]')
    expect(new URL(bounmy.page.url()).pathname).toBe(threadPath)
    await expectUnread(0)
    await bounmy.page.locator('a[href*="replyTo="]').first().click()
    await bounmy.page.fill('textarea[name=body]', 'Flat ferries with a ramp.')
    await send(bounmy.page, 'form:has(textarea[name=body])')
    expect(bounmy.page.url()).toMatch(/#post-[0-9a-z]+$/)
    await amina.page.goto('/notifications')
    await amina.page.locator('form[action*="/open"]').first().waitFor()
  })

  it('post a lesson linked to both, which is seen and told of only when a reviewer verified it', async () => {
    const { page } = amina
    await page.goto(practice)
    await page.locator('a[href^="/lessons/new?"]').first().click()
    await page.fill('input[name=title]', 'Ask for ramps before the season')
    await page.fill('textarea[name=observation]', 'Three people waited for nine hours until a boat with a ramp came.')
    await page.fill('textarea[name=recommendation]', 'List the boats with ramps in the contingency plan.')
    await pickContext(page, 'flood', 'flood')
    await send(page, 'form:has(textarea[name=observation])', 'button[value=submit]')
    lessonPath = new URL(page.url()).pathname
    expect(lessonPath).toMatch(/^\/lessons\/[0-9a-z]+$/)
    expect((await bounmy.page.request.get(lessonPath)).status()).toBe(404)

    await dmitri.page.goto('/review')
    await dmitri.page.locator(`a[href="${lessonPath}"]`).click()
    await dmitri.page.goto(`${lessonPath}/verify`)
    for (const box of await dmitri.page.locator('main input[type=checkbox]').all()) await box.check()
    await send(dmitri.page, 'main form')
    await expectUnread(1)
    await bounmy.page.goto(lessonPath)
    await bounmy.page.locator('h1', { hasText: 'Ask for ramps' }).waitFor()
    await bounmy.page.goto('/notifications')
    await send(bounmy.page, 'form[action*="/open"]')
    await expectUnread(0)
  })

  it('meet in a room, lose the line and the server, and read exactly what they missed', async () => {
    const { page } = amina
    await page.goto('/sessions/new')
    await page.fill('input[name=title]', 'Ramps, tonight')
    await page.fill('textarea[name=purpose]', 'Find three boats.')
    await page.check('input[name=access][value=members]')
    await pickContext(page, 'flood', 'flood')
    await send(page, 'form:has(textarea[name=purpose])', 'button[value=now]')
    sessionPath = new URL(page.url()).pathname
    await expectUnread(1)
    await bounmy.page.goto(sessionPath)

    const say = async ({ page }: Person, body: string) => {
      const composer = page.locator(`form[action="${sessionPath}/messages"]`)
      await composer.locator('textarea').fill(body)
      if (!javaScript) await send(page, `form[action="${sessionPath}/messages"]`)
      else {
        await composer.locator('button[type=submit]').click()
        await page.locator('[data-message-id]', { hasText: body }).waitFor()
      }
    }
    const expectTexts = async ({ page }: Person, texts: string[]) => {
      if (!javaScript) await page.reload()
      await expect.poll(() => roomTexts(page), { timeout: 20_000 }).toEqual(texts)
    }
    await say(amina, 'Good evening')
    await say(bounmy, 'ສະບາຍດີ')
    await expectTexts(amina, ['Good evening', 'ສະບາຍດີ'])

    await bounmy.context.setOffline(true)
    await say(amina, 'While you are away')
    await application.kill()
    await application.restart()
    await say(amina, 'After the restart')
    await bounmy.context.setOffline(false)
    const all = ['Good evening', 'ສະບາຍດີ', 'While you are away', 'After the restart']
    await expectTexts(bounmy, all)
    await say(bounmy, 'Back again')
    await expectTexts(amina, [...all, 'Back again'])
  })

  it('end the session, sum it up, and harvest a draft that carries the context and leads back', async () => {
    const { page } = amina
    await page.goto(`${sessionPath}/end`)
    await send(page, 'main form')
    await page.goto(`${sessionPath}/summary`)
    await page.fill('textarea[name=summary]', 'Two boats found; the third is asked for.')
    await send(page, 'main form')
    await page.goto(`${sessionPath}/harvest`)
    await send(page, 'main form')
    const draft = /^\/lessons\/[0-9a-z]+/.exec(new URL(page.url()).pathname)?.[0] ?? ''
    await page.goto(draft)
    await page.locator(`main a[href="${sessionPath}"], aside a[href="${sessionPath}"]`).first().waitFor()
    await page.locator('a[href="/crisis-types/flood"]').first().waitFor()
    await page.getByText('Two boats found').first().waitFor()
    expect((await bounmy.page.request.get(draft)).status()).toBe(404)
  })

  it('find it all again by searching', async () => {
    const { page } = bounmy
    for (const [query, href] of [
      ['wheelchairs', threadPath],
      ['ramps contingency', lessonPath],
      ['interpreters dormitories', practice],
      ['tonight', sessionPath],
    ] as const) {
      await page.goto('/')
      await page.fill('header input[name=q]', query)
      await send(page, 'header search form')
      expect(await page.locator(`main a[href^="${href}"]`).count(), query).toBeGreaterThan(0)
    }
  })
})
