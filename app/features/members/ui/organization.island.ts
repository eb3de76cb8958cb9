const pause = 200

/** Offers the organizations that are known while one is typed. */
export function mount(element: HTMLElement): void {
  const input = element.querySelector<HTMLInputElement>('input[list]')
  const list = element.querySelector('datalist')
  if (!input || !list) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  const offer = async () => {
    asking?.abort()
    asking = new AbortController()
    const answer = await fetch(`/organizations?q=${encodeURIComponent(input.value)}`, { signal: asking.signal })
    if (!answer.ok) return
    const { names } = (await answer.json()) as { names: string[] }
    list.replaceChildren(...names.map((name) => new Option(name, name)))
  }
  input.addEventListener('input', () => {
    clearTimeout(timer)
    // What cannot be asked just now is typed in full.
    if (input.value.trim()) timer = setTimeout(() => void offer().catch(() => {}), pause)
  })
}
