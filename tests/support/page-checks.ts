import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

/** Half a megabyte: it goes to a page once, and is asked there as often as the page changes its looks. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds by the rules of WCAG 2.2 A and AA and by its own good practices, a line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  }, rules)
}

/** What reaches over the right or left edge of the window, where the page scrolls sideways. */
export const sidewaysOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const isWide = (element: Element) => element.getBoundingClientRect().right > clientWidth + 0.5
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => isWide(element) && ![...element.children].some(isWide),
    )
    return [`${scrollWidth} px`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 160))]
  })

/**
 * The words on a page of the pseudo-locale that stand outside of the catalogue's marks, and are not people's: no text of
 * theirs, no label of a vocabulary, no time.
 * @param titles people's titles, which the window's title may bear where the page itself does not
 */
export const strayWordsOf = (page: Page, titles: string[] = []): Promise<string[]> =>
  page.evaluate((titles) => {
    const theirs = '[data-user-text], [data-user-html], time, bdi, script, noscript, style'
    const outsideMarks = (text: string) => {
      let rest = text
      for (let before = ''; before !== rest; ) {
        before = rest
        rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '')
      }
      return rest
    }
    const strays: string[] = []
    const note = (where: string, text: string | null) => {
      const rest = outsideMarks(text ?? '').trim()
      if (/\p{L}/u.test(rest)) strays.push(`${where}: ${rest.slice(0, 80)}`)
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent && !parent.closest(theirs) && parent.tagName !== 'TEXTAREA') note(parent.tagName, node.nodeValue)
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label']) {
        if (!element.matches('time, [data-user-text]')) note(name, element.getAttribute(name))
      }
    }
    // The parts of a page's title may be people's words; then they stand on the page too.
    const letters = (text: string | null) => (text ?? '').replace(/[^\p{L}]+/gu, '')
    const shown = [...document.querySelectorAll('h1, [data-user-text]')].map((one) => one.textContent ?? '')
    const words = letters([...shown, ...titles].join(''))
    for (const part of outsideMarks(document.title).split(' · '))
      if (!words.includes(letters(part))) note('title', part)
    return strays
  }, titles)
