/** What a reviewer wrote to an author, line by line as it was typed. */
export const Note = ({ text }: { text: string }) => (
  <blockquote className="as-typed" dir="auto" data-user-text="">
    {text}
  </blockquote>
)
