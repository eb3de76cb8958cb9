import { contextKinds } from '~/features/context/context'
import { useReader, useText } from '~/i18n/locale'
import { Island } from '~/ui/island'
import { UserText } from '~/ui/user-text'
import { type Similar, type SimilarKind, similarKinds, similarLines } from '../similar'

/** What the island needs to show what was found while somebody types. */
export type SimilarTexts = Record<'title' | 'lead' | SimilarKind, string> & { one: string; other: string }

/**
 * Stands within the form of a thread or lesson. In the browser it shows what is like it, while it is typed. Without
 * JavaScript its hidden field asks for the page that shows the same before anything is sent (`found`), once.
 * @param text the name of the field that says most, beside `title`
 * @param except the id of the lesson itself, where it is stored already
 */
export function SimilarBeside({
  text,
  found,
  except,
}: {
  text: 'body' | 'observation'
  found?: Similar | null
  except?: string
}) {
  const t = useText()
  const texts: SimilarTexts = {
    title: t('search.similar.title'),
    lead: t('search.similar.lead'),
    lessons: t('search.similar.lessons'),
    practices: t('search.similar.practices'),
    threads: t('search.similar.threads'),
    one: t('search.similar.status', { count: 1 }),
    other: t('search.similar.status', { count: 2 }).replace('2', '{count}'),
  }
  return (
    <Island name="similar" className="similar" props={{ text, except: except ?? '', kinds: contextKinds, texts }}>
      {!found && <input type="hidden" name="check" value="similar" />}
    </Island>
  )
}

/** The first thing on the confirm page: what is there already. */
export function SimilarFirst({ found }: { found: Similar }) {
  const t = useText()
  return (
    <section className="notice" aria-labelledby="similar-first">
      <h2 id="similar-first">{t('search.similar.confirm')}</h2>
      <p>{t('search.similar.confirmLead')}</p>
      <SimilarLists found={found} />
    </section>
  )
}

/** Similar things by kind, each with one line on why it is shown. */
function SimilarLists({ found }: { found: Similar }) {
  const t = useText()
  const { formats } = useReader()
  const lines = similarLines(found, t, formats)
  return similarKinds.map((kind) =>
    lines[kind].length === 0 ? null : (
      <section key={kind}>
        <h3>{t(`search.similar.${kind}`)}</h3>
        <ul className="lines">
          {lines[kind].map(({ title, url, why }) => (
            <li key={url} className="line">
              <a className="line-title" href={url} dir="auto" data-user-text="">
                {title}
              </a>
              <p className="muted">
                <UserText>{why}</UserText>
              </p>
            </li>
          ))}
        </ul>
      </section>
    ),
  )
}

/** For reviewers, beside a lesson that waits: which lessons may say the same. */
export function LikelyDuplicates({ things }: { things: Similar['lessons'] }) {
  const t = useText()
  if (things.length === 0) return null
  return (
    <div className="duplicates">
      <p>{t('search.similar.duplicates')}</p>
      <SimilarLists found={{ lessons: things, practices: [], threads: [] }} />
    </div>
  )
}
