/** A message that was written and is not known to be kept yet. */
export type Unsent = {
  clientId: string
  body: string
  /** The id of the message that it answers. */
  replyTo?: string
  failed?: string
  /** Why it cannot be sent yet, as a sentence. */
  waits?: string
  harm?: string
  harmConfirmed?: string
}

/**
 * What one member wrote in one room and what was not sent yet, kept in the browser over a reload and a broken line.
 * Where the browser keeps nothing (private windows, a full store), it lasts as long as the page.
 */
export function roomOutbox(sessionId: string, memberId: string) {
  const key = `room:${memberId}:${sessionId}`
  let { draft, unsent } = read(key)

  function keep() {
    try {
      if (draft === '' && unsent.length === 0) localStorage.removeItem(key)
      else localStorage.setItem(key, JSON.stringify({ draft, unsent }))
    } catch {
      // Not kept then.
    }
  }

  return {
    draft: () => draft,
    unsent: (): readonly Unsent[] => unsent,
    setDraft(text: string) {
      draft = text
      keep()
    },
    add(message: Unsent) {
      unsent = [...unsent, message]
      keep()
    },
    remove(clientId: string) {
      unsent = unsent.filter((message) => message.clientId !== clientId)
      keep()
    },
    /** Says why a message is sent later. */
    delay(clientId: string, waits: string) {
      unsent = unsent.map((message) => (message.clientId === clientId ? { ...message, waits } : message))
      keep()
    },
    /**
     * Marks a message as refused, or as to be tried again. `harm` stands for what may identify somebody in it; trying
     * again says that this is a false alarm.
     */
    mark(clientId: string, failed: string | undefined, harm?: string) {
      unsent = unsent.map((message) =>
        message.clientId === clientId
          ? { ...message, failed, waits: undefined, harm, harmConfirmed: failed ? undefined : message.harm }
          : message,
      )
      keep()
    },
  }
}
export type Outbox = ReturnType<typeof roomOutbox>

function read(key: string): { draft: string; unsent: Unsent[] } {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}')
    const unsent = Array.isArray(kept.unsent) ? kept.unsent : []
    return {
      draft: typeof kept.draft === 'string' ? kept.draft : '',
      unsent: unsent.filter((one: Unsent) => typeof one?.clientId === 'string' && typeof one.body === 'string'),
    }
  } catch {
    return { draft: '', unsent: [] }
  }
}

/** The id by which a message is one, however often it is sent. */
export const newClientId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
