import { describe, expect, it } from 'vitest'
import {
  type Gated,
  gate,
  labels,
  standingOf,
  standings,
  type ViewerStanding,
  wayNames,
  ways,
} from '~/features/peer-sessions/gate'
import { accesses } from '~/features/peer-sessions/peer-session'

const statuses = ['upcoming', 'live', 'past'] as const
const session = (other: Partial<Gated> = {}): Gated => ({
  sharing: 'clear',
  chathamHouse: false,
  access: 'open',
  status: 'live',
  unlinked: false,
  ...other,
})
const everySession = labels.flatMap((sharing) =>
  accesses.flatMap((access) =>
    statuses.flatMap((status) =>
      [false, true].flatMap((chathamHouse) =>
        [false, true].map((unlinked) => session({ sharing, access, status, chathamHouse, unlinked })),
      ),
    ),
  ),
)
const everyCase = everySession.flatMap((one) =>
  standings.flatMap((standing) =>
    wayNames.map((way) => ({ session: one, standing, way, shown: gate(one, standing, way) })),
  ),
)
const contentWays = wayNames.filter((way) => ways[way].content && !ways[way].abroad && way !== 'search')
const who = (fits: (one: ViewerStanding) => boolean) => standings.filter(fits)

describe('the gate', () => {
  it('lets nothing out of a session that the access keeps from somebody, on no way', () => {
    for (const { session, standing, way, shown } of everyCase) {
      const outside =
        (session.access === 'members' && (standing === 'guest' || way === 'link-preview')) ||
        (session.access === 'invited' && (!['participant', 'lead'].includes(standing) || way === 'link-preview'))
      if (outside) {
        expect(shown).toEqual({
          ...{ exists: false, title: false, purpose: false, messages: false, notes: false },
          ...{ authors: 'nothing', people: 'nothing' },
        })
      } else expect(shown.exists).toBe(true)
    }
  })

  it.each([
    ['clear', who(() => true)],
    ['green', who((one) => one !== 'guest')],
    ['amber', ['colleague', 'participant', 'lead']],
    ['red', ['participant', 'lead']],
  ] as const)('lets what is said in a %s session out to those the label names, on every way', (sharing, may) => {
    for (const way of contentWays) {
      for (const standing of standings) {
        expect(gate(session({ sharing }), standing, way).messages, `${way} ${standing}`).toBe(
          (may as readonly string[]).includes(standing),
        )
      }
    }
  })

  it('makes no exception for reviewers: they are members', () => {
    for (const one of everySession)
      for (const way of wayNames) expect(gate(one, 'reviewer', way)).toEqual(gate(one, 'member', way))
    expect(standingOf({ role: 'administrator' }, null, false)).toBe('reviewer')
  })

  it('names no author under the Chatham House Rule, on no way and for nobody, and none once the links are gone', () => {
    for (const { session, shown } of everyCase) {
      if (session.chathamHouse || session.unlinked) expect(shown.authors).not.toBe('name')
      if (!shown.messages) expect(shown.authors).toBe('nothing')
    }
  })

  it('tells under the rule who comes to leads alone, on the page alone', () => {
    for (const { session, standing, way, shown } of everyCase) {
      if (session.chathamHouse && shown.people === 'names') expect([standing, way]).toEqual(['lead', 'page'])
    }
  })

  it('calls a red session by no title where it leaves the site, and tells no purpose of an amber one', () => {
    for (const way of ['calendar', 'page-title', 'link-preview'] as const) {
      for (const standing of standings) {
        expect(gate(session({ sharing: 'red' }), standing, way)).toMatchObject({ title: false, purpose: false })
        expect(gate(session({ sharing: 'amber' }), standing, way)).toMatchObject({ title: true, purpose: false })
      }
    }
  })

  it('lets what was said be found or harvested only where everybody who could then read it may have it', () => {
    expect(gate(session({ sharing: 'green' }), 'lead', 'search').messages).toBe(false)
    expect(gate(session({ sharing: 'green', access: 'members' }), 'member', 'search').messages).toBe(true)
    expect(gate(session({ sharing: 'red', access: 'members' }), 'lead', 'search').messages).toBe(false)
    expect(gate(session({ sharing: 'red', access: 'invited' }), 'participant', 'search').messages).toBe(true)
    for (const sharing of ['amber', 'red'] as const) {
      expect(gate(session({ sharing }), 'lead', 'harvest').messages).toBe(false)
    }
    expect(gate(session({ sharing: 'green' }), 'lead', 'harvest').messages).toBe(true)
  })

  it('makes a preview as a guest would have it, whoever asks', () => {
    for (const one of everySession) {
      for (const standing of standings)
        expect(gate(one, standing, 'link-preview')).toEqual(gate(one, 'guest', 'link-preview'))
    }
  })
})
