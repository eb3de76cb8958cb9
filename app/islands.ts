// biome-ignore lint/suspicious/noExplicitAny: each island knows the props that its component hands it
type Island = { mount: (element: HTMLElement, props: any) => void }

/** What a page may ask for by name; each is loaded only where it stands. */
export const islands: Record<string, () => Promise<Island>> = {
  'context-picker': () => import('./features/context/ui/context-picker.island'),
}
