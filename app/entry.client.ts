import { islands } from './islands'

/** Every element with `data-island` is handed to its island; a page without any loads nothing more than this. */
for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const load = islands[element.dataset.island ?? '']
  if (load) {
    void load().then(({ mount }) => mount(element, JSON.parse(element.dataset.props ?? '{}')))
  }
}
