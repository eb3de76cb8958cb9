import { beforeAll, describe, expect, it } from 'vitest'
import type { Viewer } from '~/features/members/viewer'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
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

/** The text area of A4 at 96 dots an inch, inside margins of 18 and 16 mm. */
const paper = { width: Math.floor(((210 - 2 * 16) / 25.4) * 96), height: Math.floor(((297 - 2 * 18) / 25.4) * 96) }

const wide = `${'Bevölkerungsschutzbehörde'.repeat(8)}

| what | ${'a wide column '.repeat(12)} | who | when | where | why | how |
|---|---|---|---|---|---|---|
| ${'boats'.repeat(20)} | many | all | now | here | so | thus |

\`\`\`
${'code that does not wrap '.repeat(12)}END
\`\`\`

See [the guide](https://example.org/${'way/'.repeat(30)}).`

async function heldSession(): Promise<string> {
  const { amina, bounmy } = people
  const id = await liveSession(amina, { title: 'Shelters', sharing: 'amber', access: 'members', agenda: wide })
  await joinSession(bounmy, id)
  for (let number = 1; number <= 60; number++) {
    const body = number % 20 === 0 ? wide : `Line ${number}: we asked who knows where people are. `.repeat(4)
    await sendRoomMessage(bounmy, id, { body, clientId: newId() })
  }
  const action = { what: 'List the foremen of all camps', with: 'the consulate', dueDate: '2100-01-31' }
  await agreeAction(bounmy, id, { ...action, owner: bounmy.id, clientId: newId() })
  await endSession(amina, id)
  await writeSummary(amina, id, wide)
  return id
}

async function pageOf(viewer: Viewer, { javaScriptEnabled = false } = {}) {
  const context = await browsers.contextOf(viewer, { javaScriptEnabled, viewport: paper })
  return context.newPage()
}

describe('the record of a session', () => {
  it('prints on A4 with nothing cut, black on white, without what surrounds it, its label on each page', async () => {
    const id = await heldSession()
    const page = await pageOf(people.bounmy, { javaScriptEnabled: true })
    await page.goto(`/sessions/${id}`)
    await page.locator(`a[href="/sessions/${id}/record"]`).click()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })

    const found = await page.evaluate(() => {
      const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter((one) => one.checkVisibility())
      const name = (one: Element) => `${one.tagName}.${one.className}`
      const { color, backgroundColor } = getComputedStyle(document.querySelector('main') ?? document.body)
      return {
        reaching: shown.filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5).map(name),
        clipped: shown
          .filter((one) => getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1)
          .filter((one) => !one.matches('.visually-hidden'))
          .map(name),
        surrounds: shown.filter((one) => one.matches('header, footer, nav, form, button, aside')).map(name),
        colors: [color, getComputedStyle(document.documentElement).backgroundColor, backgroundColor],
        links: getComputedStyle(document.querySelector('.prose a') ?? document.body, '::after').content,
      }
    })
    expect(found).toMatchObject({ reaching: [], clipped: [], surrounds: [] })
    expect(found.colors).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'])
    expect(found.links).toContain('https://example.org/way/')

    const [text] = await page.locator('main').allInnerTexts()
    for (const part of ['TLP:AMBER', 'List the foremen', 'Bounmy Keo', 'Line 59', 'END']) expect(text).toContain(part)
    const pdf = (await page.pdf({ preferCSSPageSize: true, format: 'A4' })).toString('latin1')
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
    expect(pages).toBeGreaterThan(3)
    expect(pages).toBeLessThan(20)
    await page.context().close()
  })
})

describe('what a session agrees', () => {
  it('shows by itself on an open page, and is agreed, changed and closed without scripts', async () => {
    const id = await liveSession(people.amina, { title: 'Tonight' })
    await joinSession(people.elif, id)
    const watching = await pageOf(people.elif, { javaScriptEnabled: true })
    await watching.goto(`/sessions/${id}`)
    await watching.locator('.room-line[data-state=online]').waitFor({ state: 'attached' })

    const page = await pageOf(people.amina)
    await page.goto(`/sessions/${id}`)
    await page.locator('details.session-actions > summary').click()
    await page.fill('[name=what]', 'List the foremen')
    await page.selectOption('[name=owner]', people.elif.id)
    await page.locator(`form[action="/sessions/${id}/actions"] button[type=submit]`).click()
    await page.locator('[data-action-id]').first().waitFor({ state: 'attached' })

    const line = watching.locator('[data-part=actions] [data-action-id]')
    await line.waitFor({ state: 'attached' })
    expect(await line.textContent()).toMatch(/We will List the foremen.*you/s)
    expect(await watching.locator('[data-part=actions-count]').textContent()).toBe('1')

    await page.locator('[data-action-id] a').first().click()
    await page.fill('[name=what]', 'List all foremen')
    await page.locator('button:has-text("Save the change")').click()
    await watching.waitForFunction(() => document.body.textContent?.includes('List all foremen'))

    await endSession(people.amina, id)
    const owner = await pageOf(people.elif)
    await owner.goto('/actions')
    await owner.locator('a:has-text("List all foremen")').click()
    await owner.locator('a:has-text("Say what came of it")').click()
    await owner.fill('[name=result]', 'We found forty.')
    await owner.check('[name=state][value=done]')
    await owner.locator('button:has-text("Save")').click()
    await owner.locator('button:has-text("Make a lesson of this")').click()
    expect(new URL(owner.url()).pathname).toMatch(/^\/lessons\/\w+\/edit$/)
    expect(await owner.inputValue('[name=observation]')).toBe('We found forty.')
  })
})
