import { islands } from './islands'

/** Seconds until a script that did not come is asked for again. */
const later = [1, 3, 10, 30, 60]

/** Every element with `data-island` is handed to its island; a page without any loads nothing more than this. */
for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) void mount(element)

async function mount(element: HTMLElement, tries = 0): Promise<void> {
  const load = islands[element.dataset.island ?? '']
  const island = await load?.().catch(() => null)
  if (island) return island.mount(element, JSON.parse(element.dataset.props ?? '{}'))
  const seconds = later[tries]
  if (load && seconds) setTimeout(() => void mount(element, tries + 1), seconds * 1_000)
}
