import { z } from 'zod'
import { lineInput } from '~/lib/forms'

/** The lists that an administrator may change. */
export const termKinds = ['crisisType', 'phase', 'typeOfPractice', 'stakeholderType'] as const
export type TermKind = (typeof termKinds)[number]

export const isTermKind = (value: string): value is TermKind => (termKinds as readonly string[]).includes(value)

/** Where a new term goes. parent: the slug of a crisis type of the first level. The phases are fixed by the Guidelines. */
export type TermPlace = { kind: Exclude<TermKind, 'phase'>; parent?: string }

/** How a place stands in a form: `typeOfPractice`, `crisisType`, `crisisType/conflict`. */
export const placeValue = ({ kind, parent }: TermPlace): string => (parent ? `${kind}/${parent}` : kind)

const placeInput = z
  .string()
  .regex(/^(?:stakeholderType|typeOfPractice|crisisType(?:\/[a-z0-9-]{1,120})?)$/, 'admin.vocabularies.unknownPlace')
  .transform((value): TermPlace => {
    const [kind, parent] = value.split('/')
    return { kind: kind as TermPlace['kind'], parent }
  })

const labelInput = lineInput(100, 'admin.vocabularies.labelMissing')
export const newTermInput = z.object({ place: placeInput, label: labelInput })
export const renameTermInput = z.object({ label: labelInput })
