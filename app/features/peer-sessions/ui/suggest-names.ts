import { button } from './elements'

/** Names that are offered at once. */
const mostOffered = 5
/** What is being typed of a name before the caret. */
const begun = /(?:^|[\s(])@([^\s@][^\n@]{0,60})$/

/**
 * Offers, while `@` and the beginning of a name are typed, the names that it can become, as buttons below the field.
 * @param names those whom a message can name, in any order
 */
export function suggestNames(field: HTMLTextAreaElement, label: string, names: () => Iterable<string>): void {
  const offered = document.createElement('div')
  offered.className = 'name-offers'
  offered.setAttribute('role', 'group')
  offered.setAttribute('aria-label', label)
  offered.hidden = true
  field.after(offered)

  function offer(): void {
    const typed = begun.exec(field.value.slice(0, field.selectionStart))?.[1]?.toLocaleLowerCase()
    const fitting = typed ? [...new Set(names())].filter((name) => begins(name, typed)).slice(0, mostOffered) : []
    offered.hidden = fitting.length === 0
    offered.replaceChildren(...fitting.map((name) => button(`@${name}`, () => take(name))))
  }

  function take(name: string): void {
    const caret = field.selectionStart
    const from = field.value.lastIndexOf('@', caret - 1)
    field.setRangeText(`@${name} `, from, caret, 'end')
    field.focus()
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  field.addEventListener('input', offer)
  field.form?.addEventListener('submit', () => {
    offered.hidden = true
  })
}

/** A whole name needs no offer. */
const begins = (name: string, typed: string): boolean => {
  const folded = name.toLocaleLowerCase()
  return folded.startsWith(typed) && folded !== typed
}
