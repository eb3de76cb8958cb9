import { type BrowserSocket, openSocket } from '~/realtime/browser-socket'
import { keptSections, keptWords, placeOf } from './kept-words'
import { freeSection } from './note-section'
import type { NoteShown, NoteSync } from './note-sync'
import type { NoteTexts } from './note-texts'

export type NotesProps = { sessionId: string; memberId: string; texts: NoteTexts }

const answerWithin = 10_000
const askAgainEvery = 20_000
const spread = 700

/**
 * Notes that several people write at once: each open section is merged with what the others write, as it is written.
 * What is typed while the line is broken is kept in the browser and merged when it is back; what the server does not
 * take is shown to its author.
 */
export function mount(root: HTMLElement, props: NotesProps) {
  const template = root.querySelector<HTMLTemplateElement>('template[data-part="kept"]')
  const left = template ? keptSections(props.memberId, props.sessionId) : []
  if (template && left.length === 0) return
  const socket = openSocket()
  const sections = new Map<string, Section>()
  for (const element of root.querySelectorAll<HTMLDetailsElement>('details[data-section]')) {
    sections.set(element.dataset.section ?? '', sectionOf(element, element.dataset.section ?? '', socket, props))
  }
  // The session is over and its notes stand as a record: what did not arrive is shown beside it.
  for (const section of template ? left : []) {
    const box = document.createElement('div')
    box.append(template?.content.cloneNode(true) ?? '')
    root.append(box)
    sections.set(section, sectionOf(box, section, socket, props))
  }
  const all = () => [...sections.values()]
  let standing = ''

  socket.on('connect', () => {
    for (const { sync } of all()) sync()?.connected()
  })
  socket.on('disconnect', () => {
    for (const { sync } of all()) sync()?.disconnected()
  })
  socket.on('notes:changed', ({ sessionId, section, update, version }) => {
    if (sessionId === props.sessionId) sections.get(section)?.sync()?.heard(update, version)
  })
  socket.on('session:state', ({ sessionId, phase, roles }) => {
    // What decides who may write: the phase, and who has which seat.
    const now = JSON.stringify([phase?.slug, roles.map(({ members }) => members.map(({ id }) => id))])
    if (sessionId !== props.sessionId || standing === now) return
    standing = now
    showPresent(phase?.slug ?? freeSection)
    // Not everybody in the room at once.
    setTimeout(() => {
      for (const { sync } of all()) sync()?.renew()
    }, Math.random() * spread)
  })
  socket.on('room:ended', ({ sessionId }) => {
    if (sessionId === props.sessionId) for (const { sync } of all()) sync()?.renew()
  })
  // On a page of notes alone nobody tells of the phase.
  setInterval(() => {
    for (const { sync, isStuck } of all()) if (isStuck()) sync()?.renew()
  }, askAgainEvery)

  /** Opens the section of the phase that begins, unless somebody is writing in another one. */
  function showPresent(slug: string): void {
    const writing = root.contains(document.activeElement) && document.activeElement instanceof HTMLTextAreaElement
    for (const element of root.querySelectorAll<HTMLDetailsElement>('details[data-section]')) {
      const present = element.dataset.section === slug
      const mark = element.querySelector<HTMLElement>('[data-part="now"]')
      if (!mark || mark.hidden === !present) continue
      mark.hidden = !present
      if (present && !writing) element.open = true
    }
  }
}

type Section = { sync: () => NoteSync | null; isStuck: () => boolean }

function sectionOf(root: HTMLElement, section: string, socket: BrowserSocket, props: NotesProps): Section {
  const { sessionId, memberId, texts } = props
  const field = root.querySelector<HTMLTextAreaElement>('textarea[name="text"]') ?? document.createElement('textarea')
  const part = <E extends HTMLElement = HTMLElement>(name: string) => root.querySelector<E>(`[data-part="${name}"]`)
  const keep = keptWords(placeOf(memberId, sessionId, section))
  let sync: NoteSync | null = null
  let starting = false
  let shown: NoteShown | undefined
  let opened = false
  let composing = false

  async function start(): Promise<void> {
    if (starting) return
    starting = true
    showLine(texts.connecting, false)
    // On a thin line what is said comes before the means to write here.
    if (!socket.connected && !keep.any()) await new Promise<void>((then) => socket.once('connect', () => then()))
    const { noteSync } = await import('./note-sync')
    sync = noteSync({ line: lineOf(socket, sessionId, section), keep, changed, show })
    if (socket.connected) sync.connected()
  }

  function changed(text: string, move: ((place: number) => number) | null): void {
    // What was typed before the section was open.
    const typed = !opened && field.value !== field.defaultValue ? field.value : null
    opened = true
    setText(text, move)
    if (typed === null || !sync) return
    sync.edit(typed, field.defaultValue)
    setText(sync.text(), null)
  }

  function setText(text: string, move: ((place: number) => number) | null): void {
    if (field.value === text) return
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field
    field.value = text
    if (document.activeElement === field) {
      const to = move ?? ((place: number) => place)
      field.setSelectionRange(to(selectionStart), to(selectionEnd), selectionDirection)
    }
    field.scrollTop = scrollTop
  }

  function written(): void {
    if (composing || !sync || !opened) return
    sync.edit(field.value)
    setText(sync.text(), null)
  }
  field.addEventListener('input', written)
  field.addEventListener('compositionstart', () => {
    composing = true
    sync?.hold()
  })
  field.addEventListener('compositionend', () => {
    composing = false
    written()
    sync?.release()
  })

  function show(now: NoteShown): void {
    shown = now
    const { state, mayWrite, reason, unsaved } = now
    const trouble = !['connecting', 'saved', 'saving', 'reading'].includes(state)
    showLine(texts[state].replace('{reason}', reason), trouble)
    if (opened) {
      field.readOnly = !mayWrite
      const form = field.closest('form')
      if (form) form.hidden = false
      for (const name of ['read', 'submit']) part(name)?.setAttribute('hidden', '')
    }
    showUnsaved(unsaved, reason)
  }

  /** Trouble is told to those who hear the page, and that each word was saved is not. */
  function showLine(text: string, trouble: boolean): void {
    for (const [name, says] of [
      ['status', trouble ? '' : text],
      ['trouble', trouble ? text : ''],
    ] as const) {
      const line = part(name)
      if (!line || line.textContent === says) continue
      line.textContent = says
      line.hidden = says === '' && name === 'status'
    }
  }

  function showUnsaved(unsaved: string[] | null, reason: string): void {
    const box = part('unsaved')
    const why = part('why')
    const words = part<HTMLTextAreaElement>('words')
    if (!box || !why || !words) return
    box.hidden = unsaved === null
    if (unsaved === null) return
    why.textContent = (unsaved.length > 0 ? texts.unsaved : texts.unsavedCut).replace(
      '{reason}',
      reason || texts.stranded,
    )
    words.hidden = unsaved.length === 0
    words.value = unsaved.join('\n\n')
  }

  part('again')?.addEventListener('click', () => sync?.renew())
  part('discard')?.addEventListener('click', () => sync?.discard())
  part('copy')?.addEventListener('click', async ({ currentTarget: button }) => {
    const words = part<HTMLTextAreaElement>('words')
    words?.select()
    await navigator.clipboard?.writeText(words?.value ?? '').catch(() => {})
    if (button instanceof HTMLElement) button.textContent = texts.copied
  })

  const isOpen = () => !(root instanceof HTMLDetailsElement) || root.open
  root.addEventListener('toggle', () => {
    if (isOpen()) void start()
  })
  if (isOpen() || keep.any()) void start()
  return { sync: () => sync, isStuck: () => shown?.state === 'refused' && !shown.mayWrite }
}

const noAnswer = () => null

const lineOf = (socket: BrowserSocket, sessionId: string, section: string) => ({
  open: (vector: string) =>
    socket.timeout(answerWithin).emitWithAck('notes:open', { sessionId, section, vector }).catch(noAnswer),
  write: (update: string) =>
    socket.timeout(answerWithin).emitWithAck('notes:write', { sessionId, section, update }).catch(noAnswer),
})
