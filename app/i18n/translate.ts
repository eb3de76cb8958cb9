import i18next, { type i18n } from 'i18next'
import { en } from './en'
import { pseudo } from './pseudo'

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>
}[keyof T & string]
type WithoutPlural<K> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K

/** The name of a text in the catalogue, such as `threads.new.title`. A plural is named without its ending. */
export type MessageKey = WithoutPlural<Leaves<typeof en>>
export type MessageParams = Record<string, string | number>
/** A text that is not looked up yet: errors carry these, and the page looks them up in the reader's language. */
export type Message = { key: MessageKey; params?: MessageParams }
export type Translate = (key: MessageKey, params?: MessageParams) => string

/** The languages of the interface; `en-XA` is the pseudo-locale that tests use to find text outside the catalogue. */
export const locales = ['en', 'en-XA'] as const
export type Locale = (typeof locales)[number]

const catalogue: i18n = i18next.createInstance()
void catalogue.init({
  initImmediate: false,
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en }, 'en-XA': { translation: pseudo(en) } },
  interpolation: { escapeValue: false },
  returnNull: false,
})

/** Texts that are kept filled in, for each language: names and numbers come again on one page after the other. */
const mostKnown = 5_000

const byLocale = new Map<string, Translate>()

/** Looks texts up in one language. @returns a function from key and parameters (`count` picks the plural) to the text. */
export function translate(locale: string): Translate {
  let t = byLocale.get(locale)
  if (!t) {
    const look = catalogue.getFixedT(locale) as unknown as Translate
    const known = new Map<string, string>()
    t = (key, params) => {
      const asked = params ? `${key} ${JSON.stringify(params)}` : key
      let text = known.get(asked)
      if (text === undefined) {
        text = look(key, params)
        if (known.size >= mostKnown) known.clear()
        known.set(asked, text)
      }
      return text
    }
    byLocale.set(locale, t)
  }
  return t
}
