import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { saveNote } from '~/features/session-notes/write-note.server'
import { newId } from '~/lib/ids'
import { useBrowsers } from '../support/browsers'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { send } from '../support/people'
import { liveSession } from '../support/sessions'

const browsers = useBrowsers(useDatabase())
let people: Cast

beforeAll(async () => {
  people = await cast()
})

async function pageOf(viewer: Viewer, path: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browsers.contextOf(viewer, { ...options, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await page.goto(path)
  return page
}

const field = (page: Page, section = 'notes') => page.locator(`#note-text-${section}`)
const saved = (page: Page) => page.locator('[data-part=status]', { hasText: 'Saved.' }).first().waitFor()
const says = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector<HTMLTextAreaElement>('#note-text-notes')?.value === wanted,
    text,
  )
const kept = async (sessionId: string) => (await db.sessionNote.findFirst({ where: { sessionId } }))?.text

/** On the page of the session, and on that of its notes. */
describe.each(['', '/notes'])('two browsers on /sessions/:id%s', (under) => {
  it('write in one section at once, one of them offline for a while, and both see the same text', async () => {
    const id = await liveSession(people.amina)
    const path = `/sessions/${id}${under}`
    const [amina, bounmy] = await Promise.all([pageOf(people.amina, path), pageOf(people.bounmy, path)])
    await Promise.all([saved(amina), saved(bounmy)])
    expect(await amina.locator('#note-notes [data-part=submit]').isVisible()).toBe(false)
    await Promise.all([
      field(amina).pressSequentially('Boats came late. ', { delay: 15 }),
      field(bounmy).pressSequentially('Nobody had keys. ', { delay: 15 }),
    ])
    await Promise.all([saved(amina), saved(bounmy)])
    await amina.waitForFunction(() =>
      /Nobody had keys\./.test(document.querySelector<HTMLTextAreaElement>('#note-text-notes')?.value ?? ''),
    )

    await bounmy.context().setOffline(true)
    await bounmy.locator('[data-part=trouble]', { hasText: 'line is broken' }).first().waitFor({ timeout: 60_000 })
    await field(bounmy).press('ControlOrMeta+End')
    await field(bounmy).pressSequentially('Written in the dark. 🚤', { delay: 5 })
    await bounmy.locator('[data-part=trouble]', { hasText: 'Not saved yet' }).first().waitFor()
    await field(amina).press('ControlOrMeta+Home')
    await field(amina).pressSequentially('First of all: ', { delay: 5 })
    await saved(amina)
    await bounmy.context().setOffline(false)
    await saved(bounmy)

    const text = (await kept(id)) ?? ''
    for (const part of ['Boats came late. ', 'Nobody had keys. ', 'Written in the dark. 🚤', 'First of all: ']) {
      expect(text).toContain(part)
    }
    await Promise.all([says(amina, text), says(bounmy, text)])
  }, 120_000)
})

describe('a browser', () => {
  it('keeps the caret where it was when another writes before it', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy] = [
      await pageOf(people.amina, `/sessions/${id}`),
      await pageOf(people.bounmy, `/sessions/${id}`),
    ]
    await Promise.all([saved(amina), saved(bounmy)])
    await field(amina).pressSequentially('one three')
    await saved(amina)
    await says(bounmy, 'one three')
    await field(amina).press('ControlOrMeta+Home')
    for (let step = 0; step < 4; step++) await field(amina).press('ArrowRight')
    await field(bounmy).press('ControlOrMeta+Home')
    await field(bounmy).pressSequentially('zero ')
    await says(amina, 'zero one three')
    await field(amina).pressSequentially('two ')
    await saved(amina)
    await says(bounmy, 'zero one two three')
  })

  it('merges what was typed before its scripts were there', async () => {
    const id = await liveSession(people.amina)
    await saveNote(people.amina, id, 'notes', { text: 'Boats came late.', version: 0, clientId: newId() })
    const page = await pageOf(people.bounmy, '/about')
    let arrive = () => {}
    const arrived = new Promise<void>((then) => {
      arrive = then
    })
    await page.route(/note-sync/, async (route) => {
      await arrived
      await route.continue()
    })
    await page.goto(`/sessions/${id}/notes`)
    await field(page).press('ControlOrMeta+End')
    await field(page).pressSequentially(' Typed at once.')
    await saveNote(people.amina, id, 'notes', { text: 'All boats came late.', version: 1, clientId: newId() })
    arrive()
    await says(page, 'All boats came late. Typed at once.')
    await saved(page)
    expect(await kept(id)).toBe('All boats came late. Typed at once.')
  })

  it('opens the section of a phase that begins, and reads along where others write', async () => {
    const id = await liveSession(people.amina, { access: 'members', format: 'troika-consulting' })
    const page = await pageOf(people.bounmy, `/sessions/${id}`)
    await saved(page)
    const begin = async (number: number) => stepSession(people.amina, id, { type: number ? 'next' : 'start', number })
    await begin(0)
    const first = page.locator('#note-the-challenge-and-the-help-wanted')
    await first.locator('[data-part=now]').waitFor()
    await field(page, 'the-challenge-and-the-help-wanted').fill('Too few boats.')
    await first.locator('[data-part=status]', { hasText: 'Saved.' }).waitFor()
    expect(await page.locator('#note-notes [data-part=now]').isVisible()).toBe(false)
    await begin(1)
    await begin(2)
    await first.locator('[data-part=status]', { hasText: 'You can read along.' }).waitFor()
    expect(await field(page, 'the-challenge-and-the-help-wanted').getAttribute('readonly')).not.toBeNull()
  })

  it('brings back after a crash what was not saved', async () => {
    const id = await liveSession(people.amina)
    const page = await pageOf(people.bounmy, `/sessions/${id}/notes`)
    await saved(page)
    await browsers.app.kill()
    await field(page).pressSequentially('Nobody answers.')
    await page.locator('[data-part=trouble]', { hasText: 'Not saved yet' }).first().waitFor({ timeout: 60_000 })
    const storageState = await page.context().storageState()
    await page.context().close()
    await browsers.app.restart()
    const context = await browsers.contextOf(null, { storageState })
    const again = await context.newPage()
    await again.goto(`/sessions/${id}/notes`)
    await says(again, 'Nobody answers.')
    await saved(again)
    expect(await kept(id)).toBe('Nobody answers.')
  }, 120_000)

  it('shows its author what the server did not take, to be copied', async () => {
    const id = await liveSession(people.amina)
    const page = await pageOf(people.bounmy, `/sessions/${id}/notes`)
    await saved(page)
    await page.context().setOffline(true)
    await page.locator('[data-part=trouble]', { hasText: 'line is broken' }).first().waitFor({ timeout: 60_000 })
    await field(page).pressSequentially('Too late to be kept.')
    await endSession(people.amina, id)
    await page.context().setOffline(false)
    const box = page.locator('[data-part=unsaved]')
    await box.waitFor()
    expect(await box.locator('textarea').inputValue()).toBe('Too late to be kept.')
    expect(await box.locator('[data-part=why]').textContent()).toContain('The session is over.')
    expect(await kept(id)).toBe('')

    for (const path of [`/sessions/${id}/notes`, `/sessions/${id}`]) {
      await page.goto(path)
      await box.waitFor()
      expect(await box.locator('textarea').inputValue()).toBe('Too late to be kept.')
    }
    await box.locator('[data-part=discard]').click()
    await box.waitFor({ state: 'hidden' })
    await page.reload({ waitUntil: 'networkidle' })
    expect(await box.count()).toBe(0)
  }, 120_000)
})

describe('a program', () => {
  it('reads and saves, and has both texts where somebody was first', async () => {
    const id = await liveSession(people.amina)
    const { request } = (await pageOf(people.bounmy, `/sessions/${id}/notes`)).context()
    const headers = { accept: 'application/json', origin: browsers.app.url }
    const path = `/sessions/${id}/notes/notes`
    const post = (text: string, version: string) =>
      request.post(path, { form: { text, version, clientId: newId() }, headers, maxRedirects: 0 })
    expect((await post('Boats', '0')).status()).toBe(303)
    const old = await post('Ferries', '0')
    expect(old.status()).toBe(409)
    expect(await old.json()).toMatchObject({
      error: 'Somebody wrote in this section since you began.',
      yours: 'Ferries',
      theirs: 'Boats',
      version: 1,
    })
    const all = await (await request.get(`/sessions/${id}/notes`, { headers })).json()
    expect(all.sections).toMatchObject([{ section: 'notes', text: 'Boats', version: 1 }])
    const none = await request.get(`/sessions/${id}/notes/nowhere`, { headers })
    expect([none.status(), await none.json()]).toEqual([404, { error: expect.any(String) }])
  })
})

describe('without JavaScript', () => {
  it('the form of each section saves, and shows both texts where somebody was first', async () => {
    const id = await liveSession(people.amina)
    const page = await pageOf(people.bounmy, `/sessions/${id}`, { javaScriptEnabled: false })
    await field(page).fill('**Boats** came late.')
    await send(page, '#note-notes form')
    expect(new URL(page.url()).pathname).toBe(`/sessions/${id}/notes`)
    await page.locator('#note-notes [data-user-html] strong', { hasText: 'Boats' }).waitFor()

    await saveNote(people.amina, id, 'notes', { text: 'Boats came early.', version: 1, clientId: newId() })
    await field(page).fill('**Boats** came very late.')
    await send(page, '#note-notes form')
    await page.getByText('Boats came early.', { exact: true }).waitFor()
    expect(await page.inputValue('#text')).toBe('**Boats** came very late.')
    await page.fill('#text', 'Boats came early and late.')
    await send(page, 'form:has(#text)')
    expect(await kept(id)).toBe('Boats came early and late.')

    await page.locator('a[href$="/notes/notes/history"]').click()
    expect(await page.locator('main section').count()).toBe(3)
    expect(await page.locator('ins').first().textContent()).toBe(' and late')
  })
})
