import type { ContextItem } from '../context'
import type { PickerTexts } from './context-picker'

const DEBOUNCE = 150

/**
 * Makes the picker's search a combobox (WAI-ARIA 1.2, list autocomplete with manual selection) and its ticks chips with a
 * button each. What the form sends stays the same: one field a kind.
 */
export function mount(element: HTMLElement, { texts }: { texts: PickerTexts }) {
  const input = find<HTMLInputElement>(element, '#contextQuery')
  const chosen = find<HTMLElement>(element, '[data-chosen]')
  const chips = find<HTMLUListElement>(chosen, 'ul')
  const list = make('ul', { id: 'context-suggestions', role: 'listbox', 'aria-label': texts.suggestions })
  const status = make('p', { role: 'status', class: 'hint context-status' })

  let options: ContextItem[] = []
  let active = -1
  let timer = 0
  let asked = new AbortController()

  upgrade()

  function upgrade() {
    element.classList.add('context-picker-live')
    chosen.querySelector('[data-chosen-hint]')?.remove()
    input.parentElement?.querySelector('button')?.remove()
    input.removeAttribute('name')
    for (const [name, value] of Object.entries({
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': list.id,
    })) {
      input.setAttribute(name, value)
    }
    list.hidden = true
    input.parentElement?.append(list)
    input.closest('.context-search')?.append(status)
    for (const box of element.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
      const item = itemOf(box)
      box.closest(box.closest('.chip') ? 'li' : 'label')?.remove()
      if (box.checked) addChip(item)
    }
    element.querySelector('[data-found]')?.remove()
    input.addEventListener('input', () => {
      clearTimeout(timer)
      timer = window.setTimeout(search, DEBOUNCE)
    })
    input.addEventListener('keydown', onKey)
    input.addEventListener('blur', close)
    // Keeps the focus in the field, so that the blur does not close the list before the click.
    list.addEventListener('mousedown', (event) => event.preventDefault())
    list.addEventListener('click', (event) => {
      const option = (event.target as Element).closest<HTMLElement>('[role=option]')
      if (option) choose(Number(option.dataset.index))
    })
    if (input.value) void search()
  }

  async function search() {
    const query = input.value.trim()
    asked.abort()
    asked = new AbortController()
    if (query === '') return close()
    try {
      const answer = await fetch(`/context?q=${encodeURIComponent(query)}`, { signal: asked.signal })
      if (!answer.ok) throw new Error(String(answer.status))
      show((await answer.json()) as ContextItem[])
    } catch (error) {
      if ((error as Error).name === 'AbortError') return
      close()
      status.textContent = texts.failed
    }
  }

  function show(items: ContextItem[]) {
    options = items.filter((item) => !chipOf(item))
    active = -1
    list.replaceChildren(...options.map(optionOf))
    list.hidden = options.length === 0
    input.setAttribute('aria-expanded', String(options.length > 0))
    input.removeAttribute('aria-activedescendant')
    status.textContent = options.length === 0 ? texts.nothing : texts.status.replace('{number}', String(options.length))
  }

  function optionOf(item: ContextItem, index: number) {
    const option = make('li', { id: `context-option-${index}`, role: 'option', 'aria-selected': 'false' })
    option.dataset.index = String(index)
    const label = make('bdi', {})
    label.textContent = item.label
    const kind = make('span', { class: 'muted' })
    kind.textContent = [item.about, texts.kinds[item.kind]].filter(Boolean).join(' · ')
    option.append(label, ' ', kind)
    return option
  }

  function onKey(event: KeyboardEvent) {
    if (event.isComposing) return
    const open = !list.hidden
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (open) move(event.key === 'ArrowDown' ? 1 : -1)
      else void search()
    } else if (event.key === 'Enter') {
      // Enter chooses; it never sends the form from here.
      event.preventDefault()
      if (open) choose(Math.max(active, 0))
    } else if (event.key === 'Escape' && (open || input.value)) {
      event.preventDefault()
      if (!open) input.value = ''
      close()
    } else if (event.key === 'Backspace' && input.value === '') {
      const last = chips.lastElementChild
      if (last) removeChip(last as HTMLLIElement)
    }
  }

  function move(by: number) {
    active = (active + by + (active < 0 && by < 0 ? 1 : 0) + options.length) % options.length
    for (const option of list.children) option.setAttribute('aria-selected', 'false')
    const option = list.children[active]
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) input.setAttribute('aria-activedescendant', option.id)
  }

  function choose(index: number) {
    const item = options[index]
    if (!item) return
    addChip(item)
    input.value = ''
    close()
    status.textContent = texts.added.replace('{label}', () => item.label)
    changed()
  }

  function close() {
    clearTimeout(timer)
    asked.abort()
    options = []
    active = -1
    list.hidden = true
    list.replaceChildren()
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  function addChip(item: ContextItem) {
    const chip = make('li', { class: 'chip' })
    const field = make('input', { type: 'hidden', name: item.kind, value: item.key })
    field.dataset.label = item.label
    const label = make('bdi', {})
    label.textContent = item.label
    const remove = make('button', {
      type: 'button',
      class: 'chip-remove',
      'aria-label': texts.remove.replace('{label}', () => item.label),
    })
    remove.textContent = '×'
    remove.addEventListener('click', () => {
      removeChip(chip)
      input.focus()
    })
    chip.append(field, label, remove)
    chips.append(chip)
    chosen.hidden = false
  }

  function removeChip(chip: HTMLLIElement) {
    const label = chip.querySelector('input')?.dataset.label ?? ''
    chip.remove()
    chosen.hidden = chips.children.length === 0
    status.textContent = texts.removed.replace('{label}', () => label)
    changed()
  }

  const chipOf = (item: ContextItem) =>
    chips.querySelector(`input[name="${item.kind}"][value="${CSS.escape(item.key)}"]`)

  /** Whoever keeps drafts hears that the form has changed. */
  function changed() {
    chips.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

const itemOf = (box: HTMLInputElement): ContextItem => ({
  kind: box.name as ContextItem['kind'],
  key: box.value,
  label: box.dataset.label ?? box.value,
  href: '',
})

function find<E extends Element>(within: Element, selector: string): E {
  const element = within.querySelector<E>(selector)
  if (!element) throw new Error(`The page has no ${selector}.`)
  return element
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Record<string, string>) {
  const element = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value)
  return element
}
