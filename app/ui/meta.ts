import type { MetaDescriptor } from '@remix-run/node'
import { type MessageKey, type MessageParams, translate } from '~/i18n/translate'

type RootMatch = { id: string; data?: unknown }
type RootData = { siteName: string; reader: { locale: string } }
type MetaArgs = { matches: RootMatch[]; data?: unknown }

const rootOf = (matches: RootMatch[]): RootData | undefined =>
  matches.find(({ id }) => id === 'root')?.data as RootData | undefined

const titled = (title: string, root: RootData | undefined): MetaDescriptor[] => [
  { title: root ? `${title} · ${root.siteName}` : title },
]

/** The `meta` of a page whose title is a text of the catalogue. */
export const pageTitle =
  (key: MessageKey, params?: MessageParams) =>
  ({ matches }: MetaArgs): MetaDescriptor[] => {
    const root = rootOf(matches)
    return titled(translate(root?.reader.locale ?? 'en')(key, params), root)
  }

/** The `meta` of a page whose title is people's text: `title` picks it from what the loader answered. */
export const dataTitle =
  <T>(title: (data: T) => string) =>
  ({ matches, data }: MetaArgs): MetaDescriptor[] => {
    const root = rootOf(matches)
    const t = translate(root?.reader.locale ?? 'en')
    return titled(data ? title(data as T) : t('site.errors.notFoundTitle'), root)
  }
