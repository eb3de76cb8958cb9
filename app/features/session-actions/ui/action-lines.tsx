import { useReader, useText } from '~/i18n/locale'
import { Island } from '~/ui/island'
import { StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import { formatWhen } from '~/ui/when'
import type { ActionOfSession } from '../queries.server'
import { isOver, type SessionActionView } from '../session-action'

/** The id under which the viewer is an owner: a member's, or a neutral name's. */
type Me = { me?: string }

/** What a session agreed, each line as "We will … by … with …". Scripts add what is agreed or changed meanwhile. */
export function ActionLines({ sessionId, actions, me }: Me & { sessionId: string; actions: SessionActionView[] }) {
  const t = useText()
  const { formats } = useReader()
  const texts = {
    you: t('sessionActions.you'),
    nobody: t('sessionActions.nobody'),
    states: {
      open: t('sessionActions.states.open'),
      done: t('sessionActions.states.done'),
      dropped: t('sessionActions.states.dropped'),
    },
  }
  return (
    <Island name="session-actions" props={{ sessionId, me, formats, texts }}>
      <ul className="lines" data-part="actions">
        {actions.map((action) => (
          <ActionLine key={action.id} sessionId={sessionId} action={action} me={me} />
        ))}
      </ul>
      <p className="empty" data-part="none" hidden={actions.length > 0}>
        {t('sessionActions.none')}
      </p>
      <template data-part="template">
        <ActionLine sessionId={sessionId} />
      </template>
    </Island>
  )
}

/** One action. Its markup stands here once: the island fills a template of it with what comes by socket. */
export function ActionLine({
  sessionId,
  action,
  me,
  from,
}: Me & {
  sessionId: string
  action?: SessionActionView
  /** The title of its session, where lines of several stand together. */
  from?: string
}) {
  const t = useText()
  const state = action?.state ?? 'open'
  const late = action && action.state === 'open' && action.dueDate !== '' && isOver(action.dueDate)
  return (
    <li
      className="line"
      id={action && `action-${action.id}`}
      data-action-id={action?.id}
      data-version={action?.version}
    >
      <a className="line-title" href={action && `/sessions/${sessionId}/actions/${action.id}`} data-slot="link">
        <ActionSentence action={action} />
      </a>
      <p className="muted">
        <span className="state state-plain" data-slot="state">
          {t(`sessionActions.states.${state}`)}
        </span>{' '}
        {late && (
          <>
            <StateLabel tone="danger">{t('sessionActions.overdue')}</StateLabel>{' '}
          </>
        )}
        {t('sessionActions.owner')}{' '}
        <bdi data-slot="owner" data-user-text="">
          {action && <OwnerName action={action} me={me} />}
        </bdi>
        {from !== undefined && (
          <>
            {' · '}
            {t('sessionActions.in')}{' '}
            <a href={`/sessions/${sessionId}`}>
              <UserText>{from}</UserText>
            </a>
          </>
        )}
      </p>
    </li>
  )
}

const OwnerName = ({ action: { owner }, me }: Me & { action: SessionActionView }) => {
  const t = useText()
  if (!owner) return t('sessionActions.nobody')
  return owner.id === me ? t('sessionActions.you') : owner.name
}

/** "We will list the foremen by 24 December 2026 with the consulate". */
export function ActionSentence({ action }: { action?: SessionActionView }) {
  const t = useText()
  const reader = useReader()
  const dueDate = action?.dueDate ?? ''
  const others = action?.with ?? ''
  return (
    <>
      {t('sessionActions.we')}{' '}
      <bdi data-slot="what" data-user-text="">
        {action?.what}
      </bdi>
      <span data-slot="due" hidden={dueDate === ''}>
        {' '}
        {t('sessionActions.until')}{' '}
        <time dateTime={dueDate || undefined} data-user-text="">
          {dueDate && formatWhen(dueDate, reader, 'date', 'UTC')}
        </time>
      </span>
      <span data-slot="with" hidden={others === ''}>
        {' '}
        {t('sessionActions.with')} <bdi data-user-text="">{others}</bdi>
      </span>
    </>
  )
}

/** A line of a list over all sessions. */
export const ActionOfSessionLine = ({ action }: { action: ActionOfSession }) => (
  <ActionLine
    sessionId={action.sessionId}
    action={action}
    me={action.isMine ? action.owner?.id : undefined}
    from={action.sessionTitle}
  />
)
