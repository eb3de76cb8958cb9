import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Application } from './application'
import { password } from './cast'

/** Somebody in a browser of his or her own. */
export type Person = { page: Page; context: BrowserContext; email: string }

type Who = { name: string; organization: string; stakeholderType: string }

export const people = {
  amina: { name: 'Amina Diallo', organization: 'Consular Directorate', stakeholderType: 'state-of-origin' },
  bounmy: { name: 'Bounmy Keo', organization: 'Mekong Migrant Network', stakeholderType: 'ngos' },
} satisfies Record<string, Who>

type Line = { javaScript?: boolean; width?: number }

/** A browser of one's own, on a phone's width unless told otherwise. */
export async function openBrowser(
  browser: Browser,
  { url }: Application,
  { javaScript = true, width = 1280 }: Line = {},
) {
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: javaScript,
    viewport: { width, height: 800 },
  })
  context.setDefaultTimeout(15_000)
  return { context, page: await context.newPage() }
}

/** Joins as a new member through the page everybody uses. */
export async function join(browser: Browser, application: Application, who: Who, line?: Line): Promise<Person> {
  const { context, page } = await openBrowser(browser, application, line)
  const email = `${who.name.split(' ')[0]?.toLowerCase()}@example.org`
  await page.goto('/sign-up')
  await page.fill('input[name=name]', who.name)
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', password)
  await page.fill('input[name=organization]', who.organization)
  await page.selectOption('select[name=stakeholderType]', who.stakeholderType)
  await send(page, 'form[action="/sign-up"], main form')
  expect(await (await page.request.get('/me')).json()).toMatchObject({ name: who.name, role: 'member' })
  return { page, context, email }
}

/** Becomes the first administrator through the link that the start printed. */
export async function becomeAdministrator(browser: Browser, application: Application, line?: Line): Promise<Person> {
  const path = /\/first-administrator\/[\w-]+/.exec(application.output())?.[0]
  expect(path).toBeDefined()
  const { context, page } = await openBrowser(browser, application, line)
  await page.goto(path ?? '')
  await page.fill('input[name=name]', 'Dmitri Orlov')
  await page.fill('input[name=email]', 'dmitri@example.org')
  await page.fill('input[name=password]', password)
  await send(page, 'main form')
  expect(await (await page.request.get('/me')).json()).toMatchObject({ role: 'administrator' })
  return { page, context, email: 'dmitri@example.org' }
}

/** Sends a form by its button and waits for the page that answers. */
export async function send(
  page: Page,
  form: string,
  button = 'button[type=submit]:not([value=context])',
): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(form).first().locator(button).first().click()])
}
