import { createContext, useContext } from 'react'

/** The address of the page's one script, which wakes the islands. */
const EntryScriptContext = createContext('')

export const EntryScriptProvider = EntryScriptContext.Provider

/** The page's one script. Nothing on the page needs it. */
export function EntryScript() {
  return <script type="module" src={useContext(EntryScriptContext)} />
}
