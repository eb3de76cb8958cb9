import { notFound } from '~/lib/errors'

/** Any address that leads nowhere: the page for it still knows who is looking. */
export function loader(): never {
  throw notFound()
}

export default function Nowhere() {
  return null
}
