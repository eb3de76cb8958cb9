import { lessonStates, sourceKinds } from '~/features/lessons/lesson'
import { accesses, sessionRoles } from '~/features/peer-sessions/peer-session'
import { actionStates } from '~/features/session-actions/session-action'
import type { ExportNoun } from './records'
import { tlpNames } from './session-record'

type Schema = { readonly [key: string]: unknown }

const text = { type: 'string' }
const optional = { type: ['string', 'null'] }
const url = { type: 'string', format: 'uri' }
const moment = { type: 'string', format: 'date-time' }
const listOf = (items: Schema): Schema => ({ type: 'array', items })
const closed = (properties: Schema, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
})
const term = closed({ slug: text, label: text })

const context = closed({
  crisisTypes: listOf(term),
  phases: listOf(term),
  countries: listOf(
    closed({ code: { ...text, description: 'ISO 3166-1 alpha-2 in capitals, or "global".' }, label: text }),
  ),
  guidelines: listOf(closed({ number: { type: 'integer', minimum: 1 }, title: text })),
  samplePractices: listOf(closed({ id: { ...text, pattern: '^[0-9]+\\.[0-9]+$' }, text })),
  practices: listOf(closed({ slug: text, title: text })),
})

const markdown = (description: string) => ({ ...text, description: `${description} Markdown.` })

const records = {
  lesson: {
    type: { const: 'lesson' },
    id: text,
    url,
    permanentUrl: { ...url, description: 'The short address, with the version that this is.' },
    version: { type: 'integer', minimum: 1 },
    title: text,
    state: { enum: lessonStates },
    by: closed(
      { name: optional, organization: optional, stakeholderType: optional },
      { description: 'The author, as far as the author chose that everyone may know.' },
    ),
    sourceKind: { enum: sourceKinds },
    eventDate: { type: ['string', 'null'], format: 'date' },
    planned: markdown('What was supposed to happen.'),
    observation: markdown('What happened.'),
    discussion: markdown('Why it happened.'),
    conclusion: markdown('The root cause.'),
    recommendation: markdown('What removes the cause, and for whom.'),
    holdsWhen: markdown('The conditions under which it holds.'),
    context: { $ref: '#/$defs/context' },
    verifiedAt: { type: ['string', 'null'], format: 'date-time' },
    updatedAt: moment,
  },
  practice: {
    type: { const: 'practice' },
    slug: text,
    url,
    title: text,
    description: markdown('What was done.'),
    stakeholders: text,
    stakeholderTypes: listOf(term),
    typesOfPractice: listOf(term),
    thematicAreas: listOf(text),
    sourceUrl: optional,
    links: listOf(closed({ label: text, url: optional })),
    context: { $ref: '#/$defs/context' },
    updatedAt: moment,
  },
  thread: {
    type: { const: 'thread' },
    id: text,
    url,
    title: text,
    by: text,
    replies: { type: 'integer', minimum: 0 },
    createdAt: moment,
    lastPostAt: moment,
    context: { $ref: '#/$defs/context' },
  },
} as const

const posts = listOf(
  closed({
    number: { type: 'integer', minimum: 1 },
    url,
    by: text,
    body: markdown('What was said.'),
    createdAt: moment,
    editedAt: { type: ['string', 'null'], format: 'date-time' },
  }),
)

const wholeThread = {
  ...records.thread,
  posts,
  complete: { type: 'boolean', description: 'false where the thread is longer than one file holds.' },
}

const label = { ...text, description: 'As it is written or chosen by people.' }

const session = {
  type: { const: 'session' },
  id: text,
  url,
  title: text,
  tlp: { enum: Object.values(tlpNames), description: 'How far it may be passed on: TLP 2.0 of FIRST.' },
  chathamHouse: {
    type: 'boolean',
    description:
      'Where true, everybody but the organizer bears a neutral name that is stable within this session only.',
  },
  access: { enum: accesses },
  status: { enum: ['upcoming', 'live', 'past'] },
  cancelled: { type: 'boolean' },
  format: term,
  organizer: text,
  languages: listOf({ ...text, description: 'BCP 47.' }),
  startedAt: { ...moment, description: 'When it began, or is to begin.' },
  endedAt: { type: ['string', 'null'], format: 'date-time' },
  timeZone: { ...text, description: 'The IANA name of the zone in which the start was given.' },
  purpose: markdown('What it was for.'),
  agenda: markdown('What was to come when.'),
  context: { $ref: '#/$defs/context' },
  phases: listOf(
    closed({
      number: { type: 'integer', minimum: 1 },
      name: text,
      round: { type: 'integer', minimum: 1 },
      startedAt: moment,
      endedAt: { type: ['string', 'null'], format: 'date-time' },
    }),
  ),
  summary: markdown('What came of it.'),
  notes: listOf(closed({ section: text, label, text: markdown('What was noted.'), updatedAt: moment })),
  actions: listOf(
    closed({
      id: text,
      url,
      what: { ...text, description: 'We will …' },
      with: text,
      owner: { ...optional, description: 'Who sees to it; null for nobody yet.' },
      dueDate: { type: ['string', 'null'], format: 'date' },
      state: { enum: actionStates },
      result: markdown('What came of it.'),
    }),
  ),
  lessons: listOf(closed({ id: text, url, title: text })),
  threads: listOf(closed({ id: text, url, title: text })),
  attendance: {
    oneOf: [
      { type: 'null' },
      closed({
        count: { type: 'integer', minimum: 0 },
        people: listOf(
          closed({ name: text, organization: optional, stakeholderType: optional, role: { enum: sessionRoles } }),
        ),
        kinds: listOf(closed({ label, count: { type: 'integer', minimum: 3 } })),
      }),
    ],
    description:
      'Names, or under the Chatham House Rule how many; null where the label keeps it, or nobody was there yet.',
  },
  messages: listOf(
    closed({
      number: { type: 'integer', minimum: 1 },
      by: text,
      at: moment,
      body: markdown('What was said; empty where it is withheld.'),
      replyTo: { type: ['integer', 'null'], description: 'The number of the message that it answers.' },
      insight: { type: 'boolean' },
      editedAt: { type: ['string', 'null'], format: 'date-time' },
      withheld: { enum: ['removed', 'waits', null], description: 'waits: for a reviewer.' },
    }),
  ),
  complete: { type: 'boolean', description: 'false where there are more messages than one file holds.' },
  next: { type: ['string', 'null'], format: 'uri', description: 'Where the rest is.' },
} as const

const list = (record: Schema) => ({
  items: listOf(record),
  complete: { type: 'boolean', description: 'false where there is more than one file holds.' },
  next: { type: ['string', 'null'], format: 'uri', description: 'Where the rest is.' },
})

/** The JSON Schemas (2020-12) of what is taken out as JSON, by the name that their address has. */
export const schemas: Record<string, Schema> = {
  lesson: { ...closed({ $schema: url, ...records.lesson }), $defs: { context } },
  practice: { ...closed({ $schema: url, ...records.practice }), $defs: { context } },
  thread: { ...closed({ $schema: url, ...wholeThread }), $defs: { context } },
  session: { ...closed({ $schema: url, ...session }), $defs: { context } },
  lessons: { ...closed({ $schema: url, ...list(closed(records.lesson)) }), $defs: { context } },
  practices: { ...closed({ $schema: url, ...list(closed(records.practice)) }), $defs: { context } },
  threads: { ...closed({ $schema: url, ...list(closed(records.thread)) }), $defs: { context } },
}

export const schemaUrl = (origin: string, name: 'lesson' | 'practice' | 'thread' | 'session' | ExportNoun) =>
  `${origin}/schemas/${name}.json`

/** A schema as it is served. @returns null where there is none of that name */
export function schemaOf(name: string, origin: string): Schema | null {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined
  if (!schema) return null
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, $id: `${origin}/schemas/${name}.json`, title: name, ...schema }
}
