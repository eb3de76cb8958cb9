import { createContext, useContext } from 'react'
import { type Translate, translate } from './translate'

/** In which language and zone a reader reads. `locale` is for the catalogue, `formats` for dates, numbers and names. */
export type Reader = { locale: string; formats: string; timeZone: string }

const ReaderContext = createContext<Reader>({ locale: 'en', formats: 'en-GB', timeZone: 'UTC' })

export const ReaderProvider = ReaderContext.Provider
export const useReader = (): Reader => useContext(ReaderContext)
/** The lookup of texts in the reader's language, for components. */
export const useText = (): Translate => translate(useReader().locale)
