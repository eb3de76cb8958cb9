import type { RoomMessageView } from './room-message'

/**
 * A message as the socket carries it. `html` is left out where it is just the paragraph of the body, which a browser
 * makes by itself: on a thin line that halves the message.
 */
export type MessageFrame = Omit<RoomMessageView, 'html'> & { html?: string }

/** The lines of a text that is one paragraph. */
export const linesOf = (body: string): string[] => body.split(/\r?\n/)

const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const paragraph = { before: '<p dir="auto">', after: '</p>' }

/** Whether the rendered text is one paragraph that shows the body's lines as they were typed, nothing more. */
function isPlain(body: string, html: string): boolean {
  if (!html.startsWith(paragraph.before)) return false
  const shown = linesOf(escapeHtml(body)).join('<br />')
  return html.replaceAll('&quot;', '"') === paragraph.before + shown + paragraph.after
}

/** A message as it goes out on the socket. */
export function frameOf<Message extends RoomMessageView>(message: Message): Omit<Message, 'html'> & { html?: string } {
  const { html, ...frame } = message
  return isPlain(message.body, html) ? frame : message
}
