import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { newId } from '~/lib/ids'
import { useBrowsers } from '../support/browsers'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { liveSession } from '../support/sessions'

const browsers = useBrowsers(useDatabase())
let people: Cast

beforeAll(async () => {
  people = await cast()
})

async function pageOf(member: Cast['amina']): Promise<Page> {
  return (await browsers.contextOf(member)).newPage()
}

/** Somebody's browser in a room, once its line is there, and what it asked for since. */
async function inRoom(member: Cast['amina'], sessionId: string): Promise<{ page: Page; asked: string[] }> {
  const page = await pageOf(member)
  const agreed = page.waitForResponse((response) => response.url().endsWith(`/sessions/${sessionId}/actions`))
  await page.goto(`/sessions/${sessionId}`)
  await page.locator('.room-line[data-state=online]').waitFor()
  await agreed
  const asked: string[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/sessions/')) asked.push(`${response.request().method()} ${pathname} ${response.status()}`)
  })
  return { page, asked }
}

const press = (page: Page, intent: string) =>
  page.click(`.phase-forms button[value=${intent}], .hands button[value=${intent}]`)

describe('the phase bar', () => {
  it('shows everybody phase, hands and seats as they change, and asks the server for nothing', async () => {
    const sessionId = await liveSession(people.amina, { format: 'peer-assist' })
    for (const who of [people.bounmy, people.elif]) await joinSession(who, sessionId)
    const [amina, bounmy, elif] = [
      await inRoom(people.amina, sessionId),
      await inRoom(people.bounmy, sessionId),
      await inRoom(people.elif, sessionId),
    ]
    await press(amina.page, 'start')
    for (const { page } of [amina, bounmy, elif]) {
      await page.locator('.phase-name', { hasText: 'Welcome and purpose' }).waitFor()
      expect(await page.locator('.phase-clock time').textContent()).toMatch(/^(?:5:00|4:5\d)$/)
    }
    await press(bounmy.page, 'raise')
    await elif.page.locator('[data-part=queue] li', { hasText: 'Bounmy Keo' }).waitFor()
    await press(elif.page, 'raise')
    await press(amina.page, 'call')
    for (const { page } of [amina, bounmy, elif]) {
      await page.locator('[data-part=speaker]', { hasText: 'Bounmy Keo' }).waitFor()
      await page.locator('[data-part=queue] li', { hasText: 'Elif Kaya' }).waitFor()
    }
    await bounmy.page.locator('.hands button[value=raise]').waitFor()
    await elif.page.locator('.hands button[value=lower]').waitFor()

    await bounmy.page.click('.session-roles summary')
    await bounmy.page.click('[data-role=host] button[value=take]')
    await bounmy.page.locator('[data-role=host] button[value=leave]').waitFor()
    await elif.page
      .locator('[data-role=host] [data-part=seated]', { hasText: 'Bounmy Keo' })
      .waitFor({ state: 'attached' })
    await press(amina.page, 'pause')
    await elif.page.locator('[data-part=index]', { hasText: 'Paused' }).waitFor()

    expect(amina.asked).toEqual(['phase', 'hand', 'phase'].map((noun) => `POST /sessions/${sessionId}/${noun} 303`))
    expect(elif.asked).toEqual([`POST /sessions/${sessionId}/hand 303`])
  })

  it('says why a press was refused, in the words of the server', async () => {
    const sessionId = await liveSession(people.amina, { format: 'peer-assist' })
    await joinSession(people.bounmy, sessionId)
    const { page } = await inRoom(people.bounmy, sessionId)
    await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('.hands form')
      const button = form?.querySelector<HTMLButtonElement>('button[value=raise]')
      if (button) button.value = 'call'
    })
    await page.click('.hands button[value=call]')
    await page.locator('main', { hasText: 'Only a facilitator calls the next speaker.' }).waitFor()
  })

  it('is right again after the line was broken', async () => {
    const sessionId = await liveSession(people.amina, { format: 'peer-assist' })
    await joinSession(people.bounmy, sessionId)
    const [amina, bounmy] = [await inRoom(people.amina, sessionId), await inRoom(people.bounmy, sessionId)]
    await bounmy.page.context().setOffline(true)
    await bounmy.page.locator('.room-line[data-state=broken]').waitFor({ timeout: 40_000 })
    await press(amina.page, 'start')
    await amina.page.locator('.phase-name', { hasText: 'Welcome' }).waitFor()
    await bounmy.page.context().setOffline(false)
    await bounmy.page.locator('.phase-name', { hasText: 'Welcome' }).waitFor({ timeout: 40_000 })
  })
  it('is right where the phase began, and something was agreed, after the page was made and before its line was there', async () => {
    const sessionId = await liveSession(people.amina, { format: 'peer-assist' })
    await joinSession(people.bounmy, sessionId)
    const page = await pageOf(people.bounmy)
    const held: (() => void)[] = []
    await page.routeWebSocket(/socket\.io/, (route) => void held.push(() => route.connectToServer()))
    await page.goto(`/sessions/${sessionId}`)
    await expect.poll(() => held.length).toBeGreaterThan(0)
    await stepSession(people.amina, sessionId, { type: 'start' })
    const fields = { what: 'list the foremen', owner: '', with: '', dueDate: '', clientId: newId() }
    await agreeAction(people.amina, sessionId, fields)
    expect(await page.locator('[data-action-id]').count()).toBe(0)
    for (const open of held.splice(0)) open()
    await page.locator('.phase-name', { hasText: 'Welcome and purpose' }).waitFor()
    await page.locator('[data-action-id]', { hasText: 'list the foremen' }).waitFor({ state: 'attached' })
  })
})
