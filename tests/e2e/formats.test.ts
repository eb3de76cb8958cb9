import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Viewer } from '~/features/members/viewer'
import { facilitationOf } from '~/features/peer-sessions/facilitation.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import type { SessionStateView } from '~/features/peer-sessions/session-state'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { useBrowsers } from '../support/browsers'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { send } from '../support/people'
import { liveSession } from '../support/sessions'

const browsers = useBrowsers(useDatabase())
let people: Cast
const within = { timeout: 30_000 }

beforeAll(async () => {
  people = await cast()
})

/** Somebody's browser on the page of a session, once its line is there. */
async function inRoom(viewer: Viewer, sessionId: string, { javaScript = true } = {}): Promise<Page> {
  const viewport = { width: 400, height: 800 }
  const context = await browsers.contextOf(viewer, { javaScriptEnabled: javaScript, viewport })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  await page.goto(`/sessions/${sessionId}`)
  if (javaScript) await online(page)
  return page
}

const online = (page: Page) => page.locator('[data-part=line][data-state=online]').waitFor({ state: 'attached' })

/** A step of who facilitates, by the button. */
const press = (page: Page, intent: string) => page.locator(`.phase-forms button[value=${intent}]`).click()

/** What stands in a place of a page. */
const textOf = async (place: Locator) => (await place.textContent()) ?? ''
const phaseName = (page: Page) => textOf(page.locator('.phase-bar [data-part=name]'))
const texts = (page: Page) => page.locator('[data-part=messages] [data-user-html]').allInnerTexts()
const stateOf = async (page: Page, sessionId: string): Promise<SessionStateView> =>
  (await page.request.get(`/sessions/${sessionId}/state`)).json()

const expectPhase = (pages: Page[], name: string) =>
  expect.poll(() => Promise.all(pages.map(phaseName)), within).toEqual(pages.map(() => name))
const expectTexts = (pages: Page[], said: string[]) =>
  expect.poll(() => Promise.all(pages.map(texts)), within).toEqual(pages.map(() => said))

async function say(page: Page, body: string): Promise<void> {
  await page.locator('[data-part=composer] textarea').fill(body)
  await page.locator('[data-part=composer] button[type=submit]').last().click()
}

/** The clock of a page is that of the server, to some seconds. */
async function expectClock(page: Page, sessionId: string): Promise<void> {
  const shown = async () => {
    const [text, { endsAt, serverTime }] = await Promise.all([
      textOf(page.locator('.phase-clock time')),
      stateOf(page, sessionId),
    ])
    const [minutes = 0, seconds = 0] = text.split(':').map(Number)
    return Math.abs(Date.parse(endsAt ?? '') - Date.parse(serverTime) - (minutes * 60 + seconds) * 1_000)
  }
  await expect.poll(shown, within).toBeLessThan(3_000)
}

describe('an after-action review with four people', () => {
  it('goes through all of its phases as talk, notes and actions, over a reload, a late comer and a new start of the server', async () => {
    const sessionId = await liveSession(people.farid, { format: 'after-action-review', access: 'members' })
    for (const one of [people.amina, people.bounmy]) await joinSession(one, sessionId)
    await stepSession(people.farid, sessionId, { type: 'take', role: 'facilitator', member: '' })
    const { format } = await facilitationOf(sessionId)
    expect(format.phases).toHaveLength(6)
    const [farid, amina, bounmy] = await Promise.all(
      [people.farid, people.amina, people.bounmy].map((one) => inRoom(one, sessionId)),
    )
    if (!farid || !amina || !bounmy) throw new Error('Somebody is missing.')
    const everybody: [Page, ...Page[]] = [farid, amina, bounmy]
    const said: string[] = []

    await press(farid, 'start')
    for (const [index, phase] of format.phases.entries()) {
      await expectPhase(everybody, phase.name)
      const asks = amina.locator('.phase-bar [data-part=asks]')
      if (phase.asks) await expect.poll(() => textOf(asks), within).toContain(phase.asks)
      else expect(await asks.isVisible()).toBe(false)
      const who = await textOf(bounmy.locator('.phase-bar [data-part=who]'))
      expect(who.toLowerCase()).toContain(phase.maySpeak === 'all' ? 'everybody' : phase.maySpeak)

      const speaker = everybody[index % everybody.length] ?? farid
      said.push(`In phase ${index + 1}: we asked the foremen.`)
      await say(speaker, said.at(-1) ?? '')
      await expectTexts(everybody, said)

      if (phase.slug === 'what-did-happen') {
        const { endsAt } = await stateOf(amina, sessionId)
        await amina.reload()
        await online(amina)
        expect(await phaseName(amina)).toBe(phase.name)
        await expectClock(amina, sessionId)

        await browsers.app.kill()
        await browsers.app.restart()
        await Promise.all(everybody.map(online))
        expect(await stateOf(bounmy, sessionId)).toMatchObject({ stage: 'running', endsAt, number: index + 1 })
        await expectClock(bounmy, sessionId)
        said.push('After the new start.')
        await say(bounmy, 'After the new start.')
        await expectTexts(everybody, said)
      }
      if (phase.slug === 'why-was-there-a-difference') {
        const late = await inRoom(people.elif, sessionId)
        everybody.push(late)
        expect(await phaseName(late)).toBe(phase.name)
        await expectClock(late, sessionId)
        await expectTexts([late], said)
        said.push('Elif is here now.')
        await say(late, 'Elif is here now.')
        await expectTexts(everybody, said)
        const notes = (page: Page) => page.locator(`#note-text-${phase.slug}`)
        await notes(amina).pressSequentially('The keys were with one man.')
        await expect.poll(() => notes(bounmy).inputValue(), within).toBe('The keys were with one man.')
        await expect.poll(() => notes(late).inputValue(), within).toBe('The keys were with one man.')
      }
      if (phase.activity === 'actions') {
        await bounmy.locator('details.session-actions > summary').click()
        await bounmy.fill('[name=what]', 'Give three people keys')
        await bounmy.selectOption('[name=owner]', people.amina.id)
        await bounmy.fill('[name=dueDate]', '2100-01-31')
        await bounmy.locator(`form[action="/sessions/${sessionId}/actions"] button[type=submit]`).last().click()
        for (const page of everybody) {
          await page.locator('[data-part=actions] [data-action-id]').waitFor({ state: 'attached' })
        }
        await bounmy.goto(`/sessions/${sessionId}`)
        await online(bounmy)
      }
      await press(farid, 'next')
    }
    for (const page of everybody) {
      await page.locator('.phase-bar [data-part=stage]').waitFor()
      expect((await stateOf(page, sessionId)).stage).toBe('finished')
    }

    await farid.goto(`/sessions/${sessionId}/end`)
    await send(farid, 'main form')
    await amina.goto(`/sessions/${sessionId}/record`)
    const record = await textOf(amina.locator('main'))
    for (const text of [...format.phases.map(({ name }) => name), ...said, 'The keys were with one man.']) {
      expect(record).toContain(text)
    }
    expect(record).toContain('Give three people keys')
  })
})

describe('a troika in which everybody is the client once', () => {
  it('turns each client away, who reads and cannot write: on the page, over the socket and by form', async () => {
    const sessionId = await liveSession(people.farid, { format: 'troika-consulting', access: 'members' })
    const three = [people.amina, people.bounmy, people.elif]
    for (const one of three) await joinSession(one, sessionId)
    for (const [one, role] of [
      [people.amina, 'client'],
      [people.bounmy, 'consultant'],
      [people.elif, 'consultant'],
    ] as const) {
      await stepSession(people.farid, sessionId, { type: 'give', role, member: one.id })
    }
    const farid = await inRoom(people.farid, sessionId)
    const pages = await Promise.all(three.map((one) => inRoom(one, sessionId)))
    const { format } = await facilitationOf(sessionId)
    const said: string[] = []
    const clients: string[] = []

    await press(farid, 'start')
    for (let round = 1; round <= 3; round++) {
      for (const phase of format.phases) {
        await expectPhase([farid, ...pages], phase.name)
        if (phase.mayWrite === 'consultant') {
          const { roles } = await stateOf(farid, sessionId)
          const seated = (slug: string) => roles.find((role) => role.slug === slug)?.members.map(({ id }) => id) ?? []
          const [clientId = ''] = seated('client')
          clients.push(clientId)
          expect(seated('consultant').sort()).toEqual(
            three
              .map(({ id }) => id)
              .filter((id) => id !== clientId)
              .sort(),
          )
          const at = three.findIndex(({ id }) => id === clientId)
          const client = pages[at]
          const others = pages.filter((_, index) => index !== at)
          if (!client || !others[0]) throw new Error('Nobody is the client.')

          const sentence = client.locator('[data-part=not-yours]')
          await sentence.waitFor()
          for (const page of others) expect(await page.locator('[data-part=not-yours]').isVisible()).toBe(false)
          said.push(`Round ${round}: two of us talk.`)
          await say(others[0], said.at(-1) ?? '')
          await expectTexts([...pages], said)

          const body = `Round ${round}: may I add something?`
          await say(client, body)
          const refused = client.locator('.message-unsent', { hasText: await textOf(sentence) })
          await refused.waitFor()
          const form = { body, clientId: `turned-away-${round}` }
          const headers = { origin: browsers.app.url }
          const answer = await client.request.post(`/sessions/${sessionId}/messages`, {
            form,
            headers,
            maxRedirects: 0,
          })
          expect(answer.status()).toBe(403)
          expect(await answer.text()).toContain(await textOf(sentence))
          await refused.locator('button').last().click()
          await expectTexts([farid, ...pages], said)
        }
        await press(farid, 'next')
      }
    }
    expect(new Set(clients)).toEqual(new Set(three.map(({ id }) => id)))
    await expect.poll(async () => (await stateOf(farid, sessionId)).stage, within).toBe('finished')
  })
})

describe('a peer assist', () => {
  it.each([
    { line: 'with scripts', javaScript: true },
    { line: 'without JavaScript', javaScript: false },
  ])("is joined late $line: what is asked, what was said, and a word of one's own", async ({ javaScript }) => {
    const sessionId = await liveSession(people.amina, { format: 'peer-assist', access: 'members' })
    await joinSession(people.bounmy, sessionId)
    await stepSession(people.amina, sessionId, { type: 'take', role: 'host', member: '' })
    const [amina, bounmy] = [await inRoom(people.amina, sessionId), await inRoom(people.bounmy, sessionId)]
    const { format } = await facilitationOf(sessionId)
    const said = ['Our plan is two boats.', 'Who drives them?']
    await press(amina, 'start')
    await say(amina, said[0] ?? '')
    await expectTexts([amina, bounmy], said.slice(0, 1))
    for (const phase of format.phases.slice(0, 2)) {
      await expectPhase([amina, bounmy], phase.name)
      await press(amina, 'next')
    }
    await say(bounmy, said[1] ?? '')
    await expectTexts([amina, bounmy], said)

    const late = await inRoom(people.elif, sessionId, { javaScript })
    expect(await phaseName(late)).toBe('Clarifying questions')
    expect(await textOf(late.locator('.phase-bar [data-part=asks]'))).toContain('questions only')
    expect(await texts(late)).toEqual(said)
    await expectClock(late, sessionId)
    const path = `form[action="/sessions/${sessionId}/messages"]`
    said.push('Are the boats insured?')
    if (javaScript) await say(late, 'Are the boats insured?')
    else {
      await late.locator(`${path} textarea`).fill('Are the boats insured?')
      await send(late, path)
    }
    await expectTexts([amina, bounmy, late], said)
    said.push('Yes, both.')
    await say(amina, 'Yes, both.')
    await expectTexts([amina, bounmy], said)
    await press(amina, 'next')
    await expectPhase([amina, bounmy], 'Relevant experience')
    if (!javaScript) await late.reload()
    await expectPhase([late], 'Relevant experience')
    await expectTexts([late], said)
  })
})
