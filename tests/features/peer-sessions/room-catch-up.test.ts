import { describe, expect, it } from 'vitest'
import type { RoomMessageView } from '~/features/peer-sessions/room-message'
import { messageUrl } from '~/features/peer-sessions/room-message'
import { inOrder } from '~/features/peer-sessions/ui/room-catch-up'

const message = (number: number): RoomMessageView => ({
  id: `message${number}`,
  number,
  body: '',
  html: '',
  author: { id: 'amina', name: 'Amina Diallo' },
  at: '2026-06-03T12:00:00.000Z',
})

describe('what comes into a room', () => {
  it('is shown in the order of its numbers, each once, whatever order it comes in', () => {
    const shown: number[] = []
    const order = inOrder(2, ({ number }) => shown.push(number))
    expect(order.take(message(2))).toBe(false)
    expect(order.take(message(5))).toBe(true)
    expect(order.take(message(4))).toBe(true)
    expect(shown).toEqual([])
    expect(order.take(message(3))).toBe(false)
    expect(order.take(message(4))).toBe(false)
    expect(shown).toEqual([3, 4, 5])
    expect(order.last()).toBe(5)
  })

  it('has an address on the page of the record that holds it', () => {
    expect(messageUrl('s', 1, 'm')).toBe('/sessions/s?after=0#message-m')
    expect(messageUrl('s', 100, 'm')).toBe('/sessions/s?after=0#message-m')
    expect(messageUrl('s', 101, 'm')).toBe('/sessions/s?after=100#message-m')
  })
})
