import { useText } from '~/i18n/locale'
import { Button, ClientId } from '~/ui/form'
import { StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import type { ActionPage } from '../queries.server'

/** Who sees to an action and how it stands. */
export function ActionFacts({ action: { state, owner, isMine } }: { action: ActionPage }) {
  const t = useText()
  return (
    <p className="muted">
      <StateLabel tone={state === 'done' ? 'good' : 'plain'}>{t(`sessionActions.states.${state}`)}</StateLabel>{' '}
      {t('sessionActions.owner')}{' '}
      {isMine ? (
        t('sessionActions.you')
      ) : !owner ? (
        t('sessionActions.nobody')
      ) : owner.neutral ? (
        <UserText>{owner.name}</UserText>
      ) : (
        <a href={`/members/${owner.id}`}>
          <UserText>{owner.name}</UserText>
        </a>
      )}
    </p>
  )
}

/** Turns what came of an action into the draft of a lesson. */
export function MakeLesson({
  sessionId,
  action: { id, isNeutral },
  clientId,
}: {
  sessionId: string
  action: ActionPage
  clientId: string
}) {
  const t = useText()
  return (
    <section aria-labelledby="make-lesson">
      <h2 id="make-lesson">{t('sessionActions.lesson.title')}</h2>
      <p>
        {t('sessionActions.lesson.lead')} {isNeutral && t('sessionActions.lesson.leadNeutral')}
      </p>
      <form method="post" action={`/sessions/${sessionId}/actions/${id}/lesson`}>
        <ClientId value={clientId} />
        <Button kind="plain">{t('sessionActions.lesson.make')}</Button>
      </form>
    </section>
  )
}
