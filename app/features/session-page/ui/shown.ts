import type { SerializeFrom } from '@remix-run/node'
import type { SessionPage } from '../load-session-page.server'

/** A session's page as it comes to the components. */
export type Shown = SerializeFrom<SessionPage>
export type Lobbied = Shown & { lobby: NonNullable<Shown['lobby']> }
export type Live = Shown & { room: NonNullable<Shown['room']> }
export type Recorded = Shown & { record: NonNullable<Shown['record']> }
