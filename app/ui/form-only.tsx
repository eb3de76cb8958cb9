/**
 * The page of a route that only takes forms. It shows nothing of its own; without it Remix would answer what is refused
 * as JSON, where with it the person reads the sentence on the site's page for trouble.
 */
export const FormOnly = () => null
