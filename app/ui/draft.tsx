import { useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'
import { Island } from './island'

/**
 * Around a form: keeps what is typed in the browser until it has arrived, under the member and the form's name
 * (such as `reply:ID`), so that no broken line and no closed window loses it. Also sends with Ctrl+Enter. A page that
 * shows what the form sent bears its client id (`data-client-id`): then the browser forgets its copy.
 */
export function Draft({ name, children }: { name: string; children: ReactNode }) {
  const t = useText()
  const root = useRouteLoaderData('root') as { viewer?: { id: string } | null } | undefined
  const time = '{time}'
  return (
    <Island
      name="draft"
      props={{
        name: `${root?.viewer?.id ?? ''}:${name}`,
        texts: {
          restored: t('drafts.restored', { time }),
          found: t('drafts.found', { time }),
          drop: t('drafts.drop'),
          sent: t('drafts.sent', { time }),
          putBack: t('drafts.putBack'),
        },
      }}
    >
      {children}
    </Island>
  )
}

/** On a page that shows what a form with a draft has sent, and to its author alone: the browser forgets its copy. */
export const Arrived = ({ clientId }: { clientId: string }) => (
  <div hidden data-island="draft" data-client-id={clientId} />
)
