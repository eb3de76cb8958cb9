/** What may identify or endanger a person. */
export const harmKinds = [
  'phone',
  'email',
  'identity',
  'case',
  'birth',
  'place',
  'account',
  'name',
  'vehicle',
  'vessel',
  'movement',
] as const
export type HarmKind = (typeof harmKinds)[number]

/** A stretch of a text, in UTF-16 units of it as written. */
export interface Finding {
  kind: HarmKind
  start: number
  end: number
}

/** lang: ISO 639-1, only a help. conflict: the crisis is one, so that more is dangerous. */
export interface Circumstances {
  lang?: string
  conflict?: boolean
}
