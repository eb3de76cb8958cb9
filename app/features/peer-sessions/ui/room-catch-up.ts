import type { MessageFrame } from '../message-frame'

/**
 * Puts what comes into the order of its numbers, each once: what came before is dropped, what is ahead waits for what
 * is missing.
 * @param last the number of the newest message that is shown
 */
export function inOrder(last: number, show: (message: MessageFrame) => void) {
  const ahead = new Map<number, MessageFrame>()
  return {
    last: () => last,
    /** @returns whether something in between is missing and has to be asked for */
    take(message: MessageFrame): boolean {
      if (message.number > last) ahead.set(message.number, message)
      for (let next = ahead.get(last + 1); next; next = ahead.get(last + 1)) {
        ahead.delete(next.number)
        last = next.number
        show(next)
      }
      return ahead.size > 0
    },
  }
}
