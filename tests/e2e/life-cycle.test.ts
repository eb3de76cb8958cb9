import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { luciaFor } from '~/features/members/lucia.server'
import { type Application, startApplication } from '../support/application'
import { launchBrowser } from '../support/browser.mjs'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { anObservation } from '../support/lessons'
import { openBrowser, send } from '../support/people'

const database = useDatabase()
let people: Cast
let app: Application
let browser: Browser

beforeAll(async () => {
  people = await cast()
  app = await startApplication({ database })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

async function open(member: Cast['amina'], line: { javaScript: boolean; width: number }): Promise<Page> {
  const { context, page } = await openBrowser(browser, app, line)
  const { id } = await luciaFor(false).createSession(member.id, { createdAt: new Date() })
  await context.addCookies([{ name: 'auth_session', value: id, url: app.url }])
  return page
}

describe.each([
  { line: 'with scripts', javaScript: true, width: 1280 },
  { line: 'without JavaScript, on a phone', javaScript: false, width: 360 },
])('four members $line', (line) => {
  it('take a lesson from observation to learned, each step told on its page', async () => {
    const lesson = await anObservation(people.amina, people.dmitri, {
      title: `Ask employers for a head count, ${line.line}`,
      conclusion: 'Lists that only the State keeps are out of date.',
      attribution: 'organization',
    })
    const path = `/lessons/${lesson}`
    const [amina, elif, bounmy, carmen] = await Promise.all(
      [people.amina, people.elif, people.bounmy, people.carmen].map((member) => open(member, line)),
    )
    if (!amina || !elif || !bounmy || !carmen) throw new Error('four pages were opened')
    const main = (page: Page) => page.locator('main').textContent()

    await amina.goto(path)
    expect(await main(amina)).toContain('It needs two confirmations')
    expect(await amina.locator(`form[action="${path}/confirmations"]`).count()).toBe(0)

    await elif.goto(path)
    await elif.fill(`form[action="${path}/confirmations"] textarea`, 'So it was with us.')
    await send(elif, `form[action="${path}/confirmations"]`)
    expect(await main(elif)).toContain('one more confirmation, from another kind of stakeholder')
    expect(await main(elif)).toContain('So it was with us.')

    await carmen.goto(`${path}/transitions?to=lesson-identified`)
    await send(carmen, `form[action^="${path}/transitions"]`)
    expect(await carmen.locator('#errors').textContent()).toContain('It needs an owner')
    await carmen.fill('#owner', 'bounmy@example.org')
    await carmen.fill('#dueDate', '2030-01-31')
    await send(carmen, `form[action^="${path}/transitions"]`)
    expect(await carmen.locator('#errors').textContent()).toContain('one more confirmation')
    expect(await carmen.inputValue('#owner')).toBe('bounmy@example.org')

    await bounmy.goto(path)
    await send(bounmy, `form[action="${path}/confirmations"]`)
    await send(carmen, `form[action^="${path}/transitions"]`)
    expect(await main(carmen)).toContain('Lesson identified')
    expect(await main(carmen)).toContain('Bounmy Keo')

    await bounmy.goto('/actions')
    await bounmy.locator(`section:has(#own) a[href="${path}"]`).click()
    await bounmy.locator(`a[href="${path}/transitions?to=action-under-way"]`).click()
    await bounmy.fill('#note', 'Twelve employers were asked.')
    await send(bounmy, `form[action^="${path}/transitions"]`)
    await bounmy.locator(`a[href="${path}/transitions?to=lesson-learned"]`).click()
    await bounmy.fill('#evidence', 'The procedure of the desk asks for it: https://example.org/procedure')
    await send(bounmy, `form[action^="${path}/transitions"]`)

    await amina.goto(path)
    const told = await main(amina)
    for (const text of ['Lesson learned', 'Twelve employers were asked.', 'The procedure of the desk asks for it']) {
      expect(told).toContain(text)
    }
    await elif.goto(path)
    expect(await main(elif)).not.toContain('Amina Diallo')
    await amina.goto('/notifications')
    expect(await main(amina)).toContain('Lesson learned')
  })
})
