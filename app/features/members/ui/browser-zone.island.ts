/** Fills a hidden field with the browser's time zone. */
export function mount(element: HTMLElement): void {
  const input = element.querySelector('input')
  if (input) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone
}
