type Texts = Record<'restored' | 'found' | 'sent' | 'drop' | 'putBack', string>
type Values = Record<string, string[]>
/** What was typed. version: which version of the thing an edit began with; another one now is not overwritten. */
type Copy = { values: Values; at: number; clientId: string; version: string }
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const keptFor = 14 * 24 * 60 * 60 * 1000
const draftOf = (name: string) => `draft:${name}`
/** What was sent and of which no page has shown yet that it arrived. */
const sentOf = (name: string) => `sent:${name}`

/** See draft.tsx. Two copies a form: what is typed, and what was sent last until it is known to have arrived. */
export function mount(element: HTMLElement, { name, texts }: { name: string; texts: Texts }): void {
  forgetArrived()
  const form = element.querySelector('form')
  if (form) keepDraft(form, name, texts)
}

function keepDraft(form: HTMLFormElement, name: string, texts: Texts): void {
  const field = (of: string) => form.querySelector<HTMLInputElement>(`input[name="${of}"]`)
  const freshId = field('clientId')?.value ?? ''
  const version = field('version')?.value ?? ''
  const draft = read(draftOf(name))
  const sent = read(sentOf(name))
  /** The server answered with the form and all that was typed. */
  const cameBack =
    sent !== null &&
    (sent.clientId === ''
      ? form.querySelector('.field-wrong') !== null && equal(sent.values, valuesOf(form))
      : sent.clientId === freshId)
  let typedAt = draft?.at ?? 0
  let timer = 0
  let last: { at: number; by: unknown } | undefined

  begin()

  form.addEventListener('input', () => {
    typedAt = Date.now()
    clearTimeout(timer)
    timer = window.setTimeout(save, 300)
  })
  addEventListener('pagehide', saveTyped)
  document.addEventListener('visibilitychange', saveTyped)
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    if (last && Date.now() - last.at < 3000 && last.by === event.submitter) return event.preventDefault()
    last = { at: Date.now(), by: event.submitter }
    forgetArrived()
    write(sentOf(name), { ...copy(), at: Date.now() })
    remove(draftOf(name))
    clearTimeout(timer)
    timer = 0
  })
  // The browser kept the page as it was and came back to it.
  addEventListener('pageshow', (event) => {
    if (event.persisted) last = undefined
  })
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.requestSubmit(form.querySelector<HTMLButtonElement>('.button-main[type="submit"]'))
  })

  /** Puts back what was not sent; offers what was sent and may not have arrived, or was typed beside another version. */
  function begin() {
    if (cameBack) {
      remove(sentOf(name))
      typedAt = sent.at
      return save()
    }
    if (sent && equal(sent.values, valuesOf(form))) remove(sentOf(name))
    else if (sent) offer(sent, texts.sent)
    if (!draft) return
    if (equal(draft.values, valuesOf(form))) return remove(draftOf(name))
    if (draft.version === version && untouched(form)) {
      fill(form, draft.values)
      say(texts.restored, draft.at, [[texts.drop, dropDraft]])
    } else {
      write(sentOf(name), draft)
      remove(draftOf(name))
      offer(draft, texts.found)
    }
  }

  function copy(): Copy {
    return { values: valuesOf(form), at: typedAt || Date.now(), clientId: field('clientId')?.value ?? '', version }
  }

  function save() {
    timer = 0
    const worthKeeping = cameBack ? Object.values(valuesOf(form)).flat().some(Boolean) : !untouched(form)
    if (worthKeeping) write(draftOf(name), copy())
    else remove(draftOf(name))
  }

  function saveTyped() {
    if (!timer) return
    clearTimeout(timer)
    save()
  }

  function dropDraft() {
    form.reset()
    remove(draftOf(name))
  }

  /** It may have arrived: under the id it was sent with it makes no second one. Once changed it is a new one. */
  function offer(earlier: Copy, text: string) {
    const putBack = () => {
      fill(form, earlier.values)
      const id = field('clientId')
      if (id && earlier.clientId) {
        id.value = earlier.clientId
        const renew = () => {
          id.value = freshId
        }
        form.addEventListener('input', renew, { once: true })
      }
      remove(sentOf(name))
      save()
    }
    say(text, earlier.at, [
      [texts.putBack, putBack],
      [texts.drop, () => remove(sentOf(name))],
    ])
  }

  function say(text: string, at: number, actions: [string, () => void][]) {
    const line = document.createElement('p')
    line.className = 'draft'
    line.setAttribute('role', 'status')
    line.append(text.replace('{time}', inWords(at)), ' ')
    for (const [label, act] of actions) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button button-link'
      button.textContent = label
      button.addEventListener('click', () => {
        act()
        line.remove()
        controls(form)[0]?.focus()
      })
      line.append(button, ' ')
    }
    form.prepend(line)
  }
}

/** Forgets what a page shows to have arrived, and what is too old. */
function forgetArrived() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!/^(?:draft|sent):/.test(key)) continue
      const kept = read(key)
      const shown = kept?.clientId && document.querySelector(`[data-client-id="${CSS.escape(kept.clientId)}"]`)
      if (!kept || Date.now() - kept.at > keptFor || (shown && key.startsWith('sent:'))) remove(key)
    }
  } catch {
    // Storage is closed to this page: nothing is kept.
  }
}

function controls(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>('textarea[name], select[name], input[name]')].filter(
    (control) =>
      !(control instanceof HTMLInputElement && /^(?:hidden|password|file|submit|button)$/.test(control.type)) &&
      control.name !== 'contextQuery',
  )
}

const ticks = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {}
  for (const control of controls(form)) {
    const list = (values[control.name] ??= [])
    if (!ticks(control) || control.checked) list.push(control.value)
  }
  return values
}

/** Whether a form says what it said when it came from the server. */
const untouched = (form: HTMLFormElement): boolean =>
  controls(form).every((control) => {
    if (ticks(control)) return control.checked === control.defaultChecked
    if (!(control instanceof HTMLSelectElement)) return control.value === control.defaultValue
    const chosen = [...control.options].find((option) => option.defaultSelected) ?? control.options[0]
    return control.value === (chosen?.value ?? '')
  })

function fill(form: HTMLFormElement, values: Values) {
  const at: Record<string, number> = {}
  for (const control of controls(form)) {
    const list = values[control.name]
    if (!list) continue
    if (ticks(control)) {
      control.checked = list.includes(control.value)
      continue
    }
    const n = at[control.name] ?? 0
    at[control.name] = n + 1
    control.value = list[n] ?? control.value
  }
  form.dispatchEvent(new Event('input', { bubbles: true }))
}

const equal = (a: Values, b: Values): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (name) => JSON.stringify(a[name] ?? []) === JSON.stringify(b[name] ?? []),
  )

function inWords(at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    ...(today ? {} : { dateStyle: 'medium' }),
    timeStyle: 'short',
  }).format(at)
}

function read(key: string): Copy | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function write(key: string, copy: Copy) {
  try {
    localStorage.setItem(key, JSON.stringify(copy))
  } catch {
    // Storage is full or closed: the form works without it.
  }
}

function remove(key: string) {
  try {
    localStorage.removeItem(key)
  } catch {
    // Storage is closed: there is nothing to remove.
  }
}
