import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import type { Cited } from '../export-item.server'
import { type ExportNoun, itemEndings, listEndings, mostListed } from '../records'

/** How to cite a lesson or practice and to take it with you; and, unseen, what search engines read of it. */
export function CiteExport({ cited }: { cited: Cited }) {
  const t = useText()
  return (
    <details className="export">
      <summary>{t('exports.citeAndExport')}</summary>
      <p>{t('exports.cite')}</p>
      <blockquote>
        <UserText>{cited.text}</UserText>
      </blockquote>
      <p>
        {t('exports.short')}:{' '}
        <a href={cited.permanentUrl} dir="ltr" data-user-text="">
          {cited.permanentUrl}
        </a>
      </p>
      <ItemFiles path={cited.path} />
      <p className="hint">{t('exports.print')}</p>
      <DataBlock json={cited.jsonLd} />
    </details>
  )
}

/** How to take a thread with you; and, unseen, what search engines read of it. */
export function ExportThread({ id, jsonLd }: { id: string; jsonLd: string }) {
  const t = useText()
  return (
    <details className="export">
      <summary>{t('exports.citeAndExport')}</summary>
      <ItemFiles path={`/threads/${id}`} />
      <p className="hint">{t('exports.print')}</p>
      <DataBlock json={jsonLd} />
    </details>
  )
}

/** A data block: browsers do not run it, so that no policy forbids it. */
const DataBlock = ({ json }: { json: string }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: jsonLd writes every "<" as an escape
  <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
)

function ItemFiles({ path }: { path: string }) {
  const t = useText()
  return (
    <p className="actions">
      {itemEndings.map((ending) => (
        <a key={ending} href={`${path}.${ending}`} rel="alternate">
          {t(`exports.formats.${ending}`)}
        </a>
      ))}
    </p>
  )
}

/** How to take a list with you. @param here the list's own address, with its filter */
export function ExportList({ noun, here }: { noun: ExportNoun; here: string }) {
  const t = useText()
  const query = here.includes('?') ? here.slice(here.indexOf('?')) : ''
  return (
    <details className="export">
      <summary>{t('exports.exportList')}</summary>
      <p className="actions">
        {listEndings.map((ending) => (
          <a key={ending} href={`/${noun}.${ending}${query}`} rel="alternate">
            {t(`exports.formats.${ending}`)}
          </a>
        ))}
      </p>
      <p className="hint">{t('exports.listHint', { count: mostListed })}</p>
    </details>
  )
}
