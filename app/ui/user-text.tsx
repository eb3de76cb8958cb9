/** People's rendered text. `html` is safe: only renderMarkdown makes it. */
export const UserHtml = ({ html }: { html: string }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the HTML was sanitised when it was written
  <div className="prose" dir="auto" data-user-html="" dangerouslySetInnerHTML={{ __html: html }} />
)

/** One line of people's words, or a label of the vocabularies: in its own direction, whatever stands around it. */
export const UserText = ({ children }: { children: string }) => <bdi data-user-text="">{children}</bdi>
