// biome-ignore lint/suspicious/noExplicitAny: each island knows the props that its component hands it
type Island = { mount: (element: HTMLElement, props: any) => void }

/** What a page may ask for by name; each is loaded only where it stands. */
export const islands: Record<string, () => Promise<Island>> = {
  room: () => import('./features/peer-sessions/ui/room.island'),
  'session-notes': () => import('./features/session-notes/ui/notes.island'),
  'phase-bar': () => import('./features/peer-sessions/ui/phase-bar.island'),
  'session-actions': () => import('./features/session-actions/ui/session-actions.island'),
  'line-check': () => import('./features/peer-sessions/ui/line-check.island'),
  waiting: () => import('./features/peer-sessions/ui/waiting.island'),
  live: () => import('./features/notifications/ui/live.island'),
  draft: () => import('./ui/draft.island'),
  'context-picker': () => import('./features/context/ui/context-picker.island'),
  'browser-zone': () => import('./features/members/ui/browser-zone.island'),
  organization: () => import('./features/members/ui/organization.island'),
  similar: () => import('./features/search/ui/similar.island'),
  'lesson-draft': () => import('./features/lessons/ui/lesson-draft.island'),
}
