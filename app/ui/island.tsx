import type { ReactNode } from 'react'

/**
 * A piece of a page that the browser may improve. `name` is a key of the table in entry.client.ts; `props` are handed
 * to its `mount(element, props)` as JSON. What stands inside works without it.
 */
export function Island({
  name,
  props,
  children,
  className,
}: {
  name: string
  props?: Record<string, unknown>
  children?: ReactNode
  className?: string
}) {
  return (
    <div data-island={name} data-props={props && JSON.stringify(props)} className={className}>
      {children}
    </div>
  )
}
