type Tree = { readonly [key: string]: string | Tree }

/** Wraps every text of a catalogue in ⟦ ⟧, so that a test sees at once which words on a page come from nowhere. */
export function pseudo(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, typeof value === 'string' ? `⟦${value}⟧` : pseudo(value)]),
  )
}
