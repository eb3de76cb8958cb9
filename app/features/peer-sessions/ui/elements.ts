/** Small pieces that the islands of a room are made of. */

export const fill = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all)

export function button(text: string, press?: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button button-plain'
  element.textContent = text
  if (press) element.addEventListener('click', press)
  return element
}

export function anchor(text: string, href: string): HTMLAnchorElement {
  const element = document.createElement('a')
  element.href = href
  element.textContent = text
  return element
}
