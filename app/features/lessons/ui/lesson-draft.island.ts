import type { LessonDraftProps } from './lesson-draft'

/** Between two looks at the form; what has not changed from one to the next is saved. */
const lookEvery = 2_000
/** The least time between two saves: an office shares one address, and its writes are counted. */
const restAfter = 5_000
const retryAfter = 15_000
/** What browsers let a page send while it is being left. */
const largestKeepalive = 60_000

type Kept = [name: string, value: string][]
type Answer = { id: string; version: number } | { problem: string }

/**
 * Saves the form around it as a draft on the server whenever typing pauses. What cannot be saved is kept in the browser
 * and offered when the form is opened again by the same member.
 */
export function mount(
  element: HTMLElement,
  { texts, saves, lessonId, viewerId, cameBack, formats }: LessonDraftProps,
): void {
  const form = element.closest('form')
  const status = element.querySelector<HTMLElement>('[data-status]')
  const offer = element.querySelector<HTMLElement>('[data-kept]')
  if (!form || !status || !offer) return
  let id = lessonId
  const place = () => `lesson-draft:${viewerId}:${id || 'new'}`
  const fields = (of = form) =>
    [...new FormData(of)].filter(
      (field): field is [string, string] => typeof field[1] === 'string' && !ignored.has(field[0]),
    )
  const now = () => JSON.stringify(fields())

  let saved = cameBack ? '' : JSON.stringify(fields(asServed(form)))
  let before = saved
  let notBefore = 0
  let saving: Promise<void> | null = null
  let stopped = !saves
  let leaving = false

  offerKept()

  function look() {
    const written = now()
    const paused = written === before
    before = written
    if (paused && Date.now() >= notBefore) save(written)
  }

  function save(written: string) {
    if (stopped || leaving || saving || written === saved) return
    saving = send(written).finally(() => {
      saving = null
    })
  }

  async function send(written: string) {
    const body = new URLSearchParams(fields())
    body.set('clientId', hidden('clientId')?.value ?? '')
    body.set('version', hidden('version')?.value ?? '')
    body.set('lesson', id)
    try {
      const response = await fetch('/lessons/autosave', {
        method: 'POST',
        body,
        headers: { Accept: 'application/json' },
        keepalive: document.hidden && body.toString().length < largestKeepalive,
      })
      if (response.status === 401) return failed(written, texts.signedOut)
      if (response.status === 409) return conflicted(written)
      const answer = (await response.json()) as Answer
      if ('problem' in answer) return failed(written, answer.problem)
      if (!response.ok) return failed(written, texts.offline)
      forget()
      remember(answer)
      saved = written
      notBefore = Date.now() + restAfter
      say(texts.saved.replace('{time}', new Intl.DateTimeFormat(formats, { timeStyle: 'short' }).format()))
    } catch {
      failed(written, texts.offline)
    }
  }

  /** From now on the form belongs to the draft, also after a reload. */
  function remember(answer: { id: string; version: number }) {
    let version = hidden('version')
    if (!version) {
      version = document.createElement('input')
      version.type = 'hidden'
      version.name = 'version'
      form?.append(version)
    }
    version.value = String(answer.version)
    if (id === answer.id) return
    id = answer.id
    if (form) form.action = `/lessons/${id}/edit`
    history.replaceState(null, '', `/lessons/${id}/edit`)
  }

  function failed(written: string, sentence: string) {
    notBefore = Date.now() + retryAfter
    keep(written)
    say(sentence)
  }

  function conflicted(written: string) {
    stopped = true
    keep(written)
    say(texts.conflict)
    if (!id || !status) return
    const link = document.createElement('a')
    link.href = `/lessons/${id}`
    link.textContent = texts.conflictLink
    status.append(' ', link)
  }

  function say(sentence: string) {
    if (status) status.textContent = sentence
  }

  const hidden = (name: string) => form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)

  function keep(written: string) {
    try {
      localStorage.setItem(place(), written)
    } catch {
      // The browser keeps nothing for this page; the words stay in the form.
    }
  }

  function forget() {
    try {
      localStorage.removeItem(place())
    } catch {
      // Nothing was kept.
    }
  }

  function offerKept() {
    const kept = readKept(place())
    if (!kept || !offer) return
    if (JSON.stringify(kept) === now()) return forget()
    const restore = button(texts.restore, () => putBack(kept))
    const drop = button(texts.forget, () => {
      forget()
      offer.hidden = true
    })
    offer.replaceChildren(texts.kept, ' ', restore, ' ', drop)
    offer.hidden = false
    form?.prepend(offer)
  }

  /** By way of the server, which shows the form again with all that it is sent: the names of a context are known there. */
  function putBack(kept: Kept) {
    if (!form) return
    leaving = true
    for (const control of form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) control.checked = false
    for (const [name, value] of kept) {
      const control = form.elements.namedItem(name)
      if (control instanceof RadioNodeList && (control[0] as HTMLInputElement).type === 'radio') control.value = value
      else if (control instanceof HTMLTextAreaElement) control.value = value
      else if (control instanceof HTMLInputElement && control.type !== 'checkbox') control.value = value
      else {
        const field = document.createElement('input')
        field.type = 'hidden'
        field.name = name
        field.value = value
        form.append(field)
      }
    }
    const intent = document.createElement('input')
    intent.type = 'hidden'
    intent.name = 'intent'
    intent.value = 'context'
    form.append(intent)
    form.submit()
  }

  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    leaving = true
    if (!saving) return
    // The form must name the version that the running save makes, or it would stand against its own words.
    event.preventDefault()
    const { submitter } = event
    void saving.then(() => form.requestSubmit(submitter))
  })
  addEventListener('pageshow', (event) => {
    if (event.persisted) leaving = false
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) save(now())
  })
  setInterval(look, lookEvery)
}

/** What is no part of the words. */
const ignored = new Set(['clientId', 'version', 'intent', 'contextQuery'])

function readKept(place: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null')
  } catch {
    return null
  }
}

function button(text: string, act: () => void) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button button-link'
  button.textContent = text
  button.addEventListener('click', act)
  return button
}

/** The form as the server made it: on a slow line somebody types before this code is there. */
function asServed(form: HTMLFormElement): HTMLFormElement {
  const served = form.cloneNode(true) as HTMLFormElement
  served.reset()
  return served
}
