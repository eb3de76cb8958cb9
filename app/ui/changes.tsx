import type { Change } from '~/lib/word-changes'

const elements = { same: 'span', added: 'ins', removed: 'del' } as const

/** A text as it was written, with what was added and what was taken out. */
export const Changes = ({ changes }: { changes: Change[] }) => (
  <pre className="source" dir="auto" data-user-text="">
    {changes.map(({ kind, text }, index) => {
      const Element = elements[kind]
      // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a text have nothing else to tell them apart
      return <Element key={index}>{text}</Element>
    })}
  </pre>
)
