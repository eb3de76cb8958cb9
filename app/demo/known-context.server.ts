import { type ContextKeys, pickContextKeys } from '~/features/context/context'
import { checkContext } from '~/features/context/write-context.server'

/** A context as forms bear it. @throws Error where the reference data lacks a part of it */
export async function knownContext(about: Partial<ContextKeys>): Promise<ContextKeys> {
  const keys = pickContextKeys(about)
  const errors = await checkContext(keys)
  if (errors.context) throw new Error(`The demo names what is not there: ${JSON.stringify(errors.context)}`)
  return keys
}
