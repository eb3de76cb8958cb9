import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import type { Viewer } from '~/features/members/viewer'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { openThread } from '~/features/threads/open-thread.server'
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

/** A browser of a member's own, on a phone. */
async function browserOf(viewer: Viewer, javaScriptEnabled = true): Promise<Page> {
  const context = await browsers.contextOf(viewer, { javaScriptEnabled, viewport: { width: 360, height: 740 } })
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

/** A session of Amina's in which Bounmy has said something and Elif takes part. */
async function spoken() {
  const id = await liveSession(people.amina, { access: 'members' })
  const { id: messageId } = await sendRoomMessage(people.bounmy, id, {
    body: 'We called the foremen.',
    clientId: newId(),
  })
  await joinSession(people.elif, id)
  return { path: `/sessions/${id}`, id, messageId }
}

const lineOf = (page: Page, id: string) => page.locator(`#message-${id}`)
const text = (page: Page, id: string) => lineOf(page, id).locator('[data-user-html]')

describe('two people in a room', () => {
  let amina: Page
  let bounmy: Page
  let here: Awaited<ReturnType<typeof spoken>>
  const menu = async (page: Page, id: string, entry: string) => {
    await lineOf(page, id).locator('[data-slot=more]').click()
    await lineOf(page, id).locator('.message-menu').getByRole('button', { name: entry, exact: true }).click()
  }

  beforeAll(async () => {
    here = await spoken()
    ;[amina, bounmy] = [await browserOf(people.amina), await browserOf(people.bounmy)]
    for (const page of [amina, bounmy]) {
      await page.goto(here.path)
      await page.locator('[data-part=line][data-state=online]').waitFor()
    }
  })

  it('see at once what the other says to a message, by count', async () => {
    await menu(amina, here.messageId, 'Agree')
    const seen = lineOf(bounmy, here.messageId).getByRole('button', { name: 'Agree 1' })
    await seen.waitFor()
    expect(await seen.getAttribute('aria-pressed')).toBe('false')
    await seen.click()
    const both = lineOf(amina, here.messageId).getByRole('button', { name: 'Agree 2' })
    await both.waitFor()
    expect(await both.getAttribute('aria-pressed')).toBe('true')
    await both.click()
    await lineOf(bounmy, here.messageId).getByRole('button', { name: 'Agree 1' }).waitFor()
  })

  it('answer each other with a quote', async () => {
    await menu(amina, here.messageId, 'Answer')
    await amina.locator('[data-part=composer] [data-part=answer]').getByText('You answer Bounmy Keo:').waitFor()
    await amina.fill('[data-part=composer] textarea', 'Which ones?')
    await amina.click('[data-part=composer] button[type=submit]')
    const quote = bounmy.locator('.message', { hasText: 'Which ones?' }).locator('[data-slot=quote]')
    await quote.getByText('We called the foremen.').waitFor()
    expect(await quote.locator('a').getAttribute('href')).toBe(`#message-${here.messageId}`)
  })

  it('mention each other by the beginning of a name', async () => {
    const field = amina.locator('[data-part=composer] textarea')
    await field.pressSequentially('Thank you, @bou')
    await amina.getByRole('button', { name: '@Bounmy Keo' }).click()
    expect(await field.inputValue()).toBe('Thank you, @Bounmy Keo ')
    expect(await amina.locator('.name-offers').isHidden()).toBe(true)
    await amina.click('[data-part=composer] button[type=submit]')
    await bounmy.locator('.message', { hasText: 'Thank you' }).getByRole('link', { name: '@Bounmy Keo' }).waitFor()
  })

  it('see an edit at once, and an insight and a pin in their lists', async () => {
    await menu(bounmy, here.messageId, 'Edit')
    const form = lineOf(bounmy, here.messageId).locator('.message-menu form')
    await form.locator('textarea').fill('We called *all* foremen.')
    await form.getByRole('button', { name: 'Save' }).click()
    await text(amina, here.messageId).locator('em').waitFor()
    await lineOf(amina, here.messageId)
      .getByRole('link', { name: /^Edited/ })
      .waitFor()

    await menu(bounmy, here.messageId, 'Mark as an insight')
    await menu(amina, here.messageId, 'Pin above the messages')
    await bounmy.locator('[data-part=pinned] li', { hasText: 'We called all foremen.' }).waitFor()
    await bounmy.locator('[data-marked=insights] summary', { hasText: '(1)' }).waitFor()
  })

  it('catch up on what changed while the line was broken', async () => {
    await bounmy.context().setOffline(true)
    await bounmy.locator('[data-part=line][data-state=broken]').waitFor()
    await menu(amina, here.messageId, 'Thanks')
    await lineOf(amina, here.messageId).getByRole('button', { name: 'Thanks 1' }).waitFor()
    await bounmy.context().setOffline(false)
    await lineOf(bounmy, here.messageId).getByRole('button', { name: 'Thanks 1' }).waitFor()
  })

  it('lose sight of a removed message, and the author alone brings it back', async () => {
    await menu(bounmy, here.messageId, 'Remove')
    await lineOf(bounmy, here.messageId).getByRole('button', { name: 'Remove the message' }).click()
    await lineOf(amina, here.messageId).getByText('This message was removed by its author.').waitFor()
    expect(await amina.locator('[data-marked=pinned]').isHidden()).toBe(true)
    expect(await lineOf(amina, here.messageId).locator('[data-slot=restore]').count()).toBe(0)
    await lineOf(bounmy, here.messageId).locator('[data-slot=restore]').click()
    await text(amina, here.messageId).getByText('We called all foremen.').waitFor()
  })

  it('see what a link of the product leads to, live and on the page', async () => {
    const context = { ...emptyContext(), crisisType: ['flood'] }
    const opening = { title: 'Boats for the delta', body: 'Who has some?', clientId: newId() }
    const { threadId } = await openThread(people.elif, { ...opening, ...context })
    await amina.fill('[data-part=composer] textarea', `Read /threads/${threadId} and /threads/nonesuch`)
    await amina.click('[data-part=composer] button[type=submit]')
    const cards = bounmy.locator('.cards li')
    await cards.getByText('Boats for the delta').waitFor()
    await bounmy.reload()
    expect(await cards.count()).toBe(1)
  })

  it('keep how far each has read', async () => {
    const mark = () =>
      db.sessionParticipant.findUniqueOrThrow({
        where: { sessionId_memberId: { sessionId: here.id, memberId: people.bounmy.id } },
        select: { readUntil: true },
      })
    await bounmy.locator('#latest').scrollIntoViewIfNeeded()
    await expect.poll(async () => (await mark()).readUntil, { timeout: 20_000 }).toBe(4)
  })
})

describe('without JavaScript', () => {
  let here: Awaited<ReturnType<typeof spoken>>
  let page: Page
  const press = async (name: string | RegExp) => {
    await Promise.all([page.waitForNavigation(), page.getByRole('button', { name }).click()])
  }
  const toMessage = async () => {
    await page.goto(here.path)
    await lineOf(page, here.messageId).locator('[data-slot=more]').click()
    await page.waitForURL(`**/messages/${here.messageId}`)
  }

  beforeAll(async () => {
    here = await spoken()
    page = await browserOf(people.bounmy, false)
  })

  it('all is done by forms on the page of a message', async () => {
    await toMessage()
    await press('Thanks')
    expect(await lineOf(page, here.messageId).locator('.message-foot').textContent()).toContain('Thanks 1 (you too)')
    await toMessage()
    expect(await page.getByRole('button', { name: 'Thanks 1' }).getAttribute('aria-pressed')).toBe('true')
    await press('Mark as an insight')
    expect(await page.locator('[data-marked=insights]').textContent()).toContain('(1)')

    await toMessage()
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await page.fill('textarea[name=body]', 'We called all of them.')
    await press('Save the message')
    expect(await text(page, here.messageId).textContent()).toBe('We called all of them.')
    await lineOf(page, here.messageId)
      .getByRole('link', { name: /^Edited/ })
      .click()
    expect(await page.locator('del').allInnerTexts()).toContain('foremen')

    await toMessage()
    await page.fill('textarea[name=body]', 'And the priests.')
    await press('Send')
    const answer = page.locator('.message', { hasText: 'And the priests.' })
    expect(await answer.locator('[data-slot=quote]').textContent()).toContain('We called all of them.')

    await toMessage()
    await page.getByRole('link', { name: 'Remove', exact: true }).click()
    await press('Remove the message')
    expect(await lineOf(page, here.messageId).textContent()).toContain('This message was removed by its author.')
    await lineOf(page, here.messageId).locator('[data-slot=restore]').click()
    await press(/^Undo the removal/)
    expect(await text(page, here.messageId).textContent()).toBe('We called all of them.')
  })

  it('an edit of a text that changed meanwhile comes back with both', async () => {
    await page.goto(`${here.path}/messages/${here.messageId}/edit`)
    const other = await browserOf(people.bounmy, false)
    await other.goto(page.url())
    await other.fill('textarea[name=body]', 'First')
    await Promise.all([other.waitForNavigation(), other.getByRole('button', { name: 'Save the message' }).click()])
    await page.fill('textarea[name=body]', 'Second')
    await press('Save the message')
    expect(await page.locator('pre').textContent()).toBe('First')
    expect(await page.locator('textarea[name=body]').inputValue()).toBe('Second')
  })

  it('a line shows where the new messages begin, until they are marked as read', async () => {
    const elif = await browserOf(people.elif, false)
    await elif.goto(here.path)
    expect(await elif.locator('#new').textContent()).toContain('New since you were here')
    await Promise.all([elif.waitForNavigation(), elif.getByRole('button', { name: 'Mark all as read' }).click()])
    expect(await elif.locator('#new').count()).toBe(0)
  })
})
