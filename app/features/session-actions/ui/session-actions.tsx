import { useText } from '~/i18n/locale'
import type { SessionActionView } from '../session-action'
import { ActionForm, type Owners } from './action-form'
import { ActionLines } from './action-lines'

/**
 * What a session agreed, on its page: while it runs folded, so that the room stays at hand; afterwards open.
 * @param form who may be chosen, and a client id, for who may agree on more
 */
export function SessionActions({
  sessionId,
  actions,
  form,
  me,
  folded,
}: {
  sessionId: string
  actions: SessionActionView[]
  form: { owners: Owners; clientId: string } | null
  me?: string
  folded: boolean
}) {
  const t = useText()
  const adding = form && <ActionForm sessionId={sessionId} owners={form.owners} clientId={form.clientId} />
  if (!folded) {
    return (
      <section aria-labelledby="actions">
        <h2 id="actions">{t('sessionActions.title')}</h2>
        <ActionLines sessionId={sessionId} actions={actions} me={me} />
        {adding && (
          <details>
            <summary>{t('sessionActions.add')}</summary>
            {adding}
          </details>
        )}
      </section>
    )
  }
  return (
    <details className="session-actions" id="actions">
      <summary>
        {t('sessionActions.title')} (<span data-part="actions-count">{actions.length}</span>)
      </summary>
      <ActionLines sessionId={sessionId} actions={actions} me={me} />
      {adding}
    </details>
  )
}
