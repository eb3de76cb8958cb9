import type { SimilarLines } from '../similar'
import type { SimilarTexts } from './similar-things'

const quiet = 500
const similarKinds = ['lessons', 'practices', 'threads'] as const
/** Characters of the text that are asked with: an address has room for so many in every script. */
const longestText = 600

type Props = { text: string; except: string; kinds: string[]; texts: SimilarTexts }

/** Shows what is like a form's title and text, quietly, once typing rests. */
export function mount(element: HTMLElement, { text, except, kinds, texts }: Props) {
  const form = element.closest('form')
  if (!form) return
  element.querySelector('input[name=check]')?.remove()
  const status = make('p', 'visually-hidden')
  status.setAttribute('role', 'status')
  status.setAttribute('aria-live', 'polite')
  const panel = make('div', 'similar-panel')
  panel.hidden = true
  element.append(status, panel)

  let timer = 0
  let asked = ''
  let asking = new AbortController()
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(ask, quiet)
  })

  async function ask() {
    const query = queryOf(form as HTMLFormElement)
    if (query === asked) return
    asked = query
    asking.abort()
    asking = new AbortController()
    if (!query) return show(null)
    try {
      const answer = await fetch(`/similar?${query}`, { signal: asking.signal })
      if (answer.ok) show((await answer.json()) as SimilarLines)
    } catch {
      // Without a line it stays as it is: the form does not depend on it.
      if (!asking.signal.aborted) asked = ''
    }
  }

  /** The address's query; '' where too little was typed to be like anything. */
  function queryOf(within: HTMLFormElement): string {
    const data = new FormData(within)
    const title = String(data.get('title') ?? '').trim()
    const body = String(data.get(text) ?? '').trim()
    if (title.length + body.length < 6) return ''
    const params = new URLSearchParams({ title: title.slice(0, 200), body: body.slice(0, longestText).toWellFormed() })
    for (const kind of kinds) for (const key of data.getAll(kind)) params.append(kind, String(key))
    if (except) params.set('except', except)
    return params.toString()
  }

  function show(lines: SimilarLines | null) {
    const count = lines ? similarKinds.reduce((sum, kind) => sum + lines[kind].length, 0) : 0
    panel.hidden = count === 0
    const said = count === 0 ? '' : (count === 1 ? texts.one : texts.other).replace('{count}', String(count))
    if (status.textContent !== said) status.textContent = said
    if (!lines || count === 0) return panel.replaceChildren()
    const some = similarKinds.filter((kind) => lines[kind].length > 0)
    panel.replaceChildren(
      make('h3', '', texts.title),
      make('p', 'hint', texts.lead),
      ...some.flatMap((kind) => [make('h4', '', texts[kind]), listOf(lines[kind])]),
    )
  }

  function listOf(lines: SimilarLines['lessons']) {
    const list = make('ul', 'lines')
    for (const { title, url, why } of lines) {
      const link = make('a', 'line-title', title)
      link.href = url
      // What was typed stays where it is.
      link.target = '_blank'
      link.rel = 'noopener'
      link.dir = 'auto'
      const line = make('li', 'line')
      line.append(link, make('p', 'muted', why))
      list.append(line)
    }
    return list
  }
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, text = '') {
  const element = document.createElement(name)
  if (className) element.className = className
  element.textContent = text
  return element
}
