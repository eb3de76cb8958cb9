import type { Part } from '../excerpt'

/** People's text in which what was looked for is marked. */
export const MarkedText = ({ parts }: { parts: Part[] }) => (
  <>
    {parts.map(({ text, hit }, index) => {
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      return hit ? <mark key={index}>{text}</mark> : text
    })}
  </>
)
