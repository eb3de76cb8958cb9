import { useText } from '~/i18n/locale'
import type { Translate } from '~/i18n/translate'
import { Button, Field, Select } from '~/ui/form'
import { Island } from '~/ui/island'
import { UserText } from '~/ui/user-text'
import { clockOf } from '../clock'
import type { Present } from '../room-message'
import type { SessionStateView } from '../session-state'

type PhaseBarProps = {
  sessionId: string
  state: SessionStateView
  me: Present | null
  facilitates: boolean
  /** Whether the present phase lets the viewer write. */
  mayWrite: boolean
  /** Those who can be given a seat. */
  people: Present[]
}

/** The name of a role on screen; a role of a format that the catalogue does not know is called by its slug. */
const roleName = (t: Translate, slug: string): string => {
  if (slug === 'all' || slug === 'none') return t(`peerSessions.phase.${slug}`)
  const key = `peerSessions.roles.slugs.${slug}` as 'peerSessions.roles.slugs.facilitator'
  const name = t(key)
  return name === key ? slug : name
}

/** The milliseconds left by the server's clock at the moment the state was made; null where no time is set. */
const leftIn = ({ endsAt, left, serverTime }: SessionStateView): number | null =>
  endsAt ? Date.parse(endsAt) - Date.parse(serverTime) : left

/**
 * Where a running session stands: the phase, what is asked, who speaks and writes, the time left; below it the roles and
 * hands, with the forms of those who may. Scripts keep it true; without them it is as of the page.
 */
export function PhaseBar(props: PhaseBarProps) {
  const t = useText()
  const { sessionId, state, me } = props
  if (!me) return <Standing state={state} />
  return (
    <Island
      name="phase-bar"
      props={{ sessionId, number: state.number, endsAt: state.endsAt, serverTime: state.serverTime }}
    >
      <Standing state={state} />
      {!props.mayWrite && <p className="notice">{t('peerSessions.phase.notYours')}</p>}
      {props.facilitates && <PhaseForms {...props} />}
      <div className="phase-tools">
        <Hands {...props} me={me} />
        {state.roles.length > 0 && (
          <details className="session-roles">
            <summary>{t('peerSessions.roles.title')}</summary>
            <Roles {...props} me={me} />
          </details>
        )}
      </div>
    </Island>
  )
}

function Standing({ state }: { state: SessionStateView }) {
  const t = useText()
  const { phase } = state
  const left = leftIn(state)
  return (
    <section className="phase-bar" aria-label={t('peerSessions.phase.title')}>
      {phase ? (
        <>
          <p className="muted">
            {t('peerSessions.phase.index', { index: phase.index, of: phase.of })}
            {phase.rounds > 1 && ` · ${t('peerSessions.phase.round', { round: phase.round, rounds: phase.rounds })}`}
            {phase.paused && ` · ${t('peerSessions.phase.paused')}`}
          </p>
          <p className="phase-name">
            <UserText>{phase.name}</UserText>
          </p>
          <p className="muted">
            {t('peerSessions.phase.speaks', { who: roleName(t, phase.maySpeak) })}
            {' · '}
            {t('peerSessions.phase.writes', { who: roleName(t, phase.mayWrite) })}
          </p>
          {phase.asks && (
            <p>
              {t('peerSessions.phase.asks', { asks: '' })}
              <UserText>{phase.asks}</UserText>
            </p>
          )}
        </>
      ) : (
        <p>
          {t(
            `peerSessions.phase.${state.stage === 'before' ? 'before' : state.stage === 'finished' ? 'finished' : 'free'}`,
          )}
        </p>
      )}
      {left !== null && (
        <p className="phase-clock">
          <span className="visually-hidden">{t('peerSessions.phase.left')}</span>
          <time role="timer" data-clock="" data-user-text="">
            {clockOf(left)}
          </time>
        </p>
      )}
    </section>
  )
}

function PhaseForms({ sessionId, state: { stage, number, phase } }: PhaseBarProps) {
  const t = useText()
  if (stage === 'finished') return null
  const pause = stage === 'paused' ? 'resume' : 'pause'
  const always = stage === 'before' ? (['start'] as const) : phase ? (['next', pause] as const) : ([pause] as const)
  return (
    <form method="post" action={`/sessions/${sessionId}/phase`} className="phase-forms">
      <input type="hidden" name="number" value={number} />
      <div className="actions">
        {always.map((intent, index) => (
          <Button key={intent} name="intent" value={intent} kind={index === 0 ? 'main' : 'plain'}>
            {t(`peerSessions.phase.${intent}`)}
          </Button>
        ))}
      </div>
      {stage !== 'before' && (
        <details>
          <summary>{t('peerSessions.phase.more')}</summary>
          <div className="one-line">
            <Field name="minutes" label={t('peerSessions.phase.minutes')} inputMode="numeric" value="5" />
            <Button name="intent" value="extend" kind="plain">
              {t('peerSessions.phase.extend')}
            </Button>
          </div>
          <div className="actions">
            {phase && (
              <Button name="intent" value="back" kind="plain">
                {t('peerSessions.phase.back')}
              </Button>
            )}
            <Button name="intent" value="finish" kind="plain">
              {t('peerSessions.phase.finish')}
            </Button>
          </div>
        </details>
      )}
    </form>
  )
}

function Hands({ sessionId, state: { hands, speaker, stage }, me, facilitates }: PhaseBarProps & { me: Present }) {
  const t = useText()
  if (stage === 'finished') return null
  const raised = hands.some(({ id }) => id === me.id)
  return (
    <div className="hands">
      {speaker && <p>{t('peerSessions.hands.speaker', { name: speaker.name })}</p>}
      {hands.length > 0 && (
        <ol aria-label={t('peerSessions.hands.title')}>
          {hands.map(({ id, name }) => (
            <li key={id}>
              <UserText>{name}</UserText>
            </li>
          ))}
        </ol>
      )}
      <form method="post" action={`/sessions/${sessionId}/hand`} className="actions">
        <Button name="intent" value={raised ? 'lower' : 'raise'} kind="plain">
          {t(raised ? 'peerSessions.hands.lower' : 'peerSessions.hands.raise')}
        </Button>
        {facilitates && hands.length > 0 && (
          <Button name="intent" value="call" kind="plain">
            {t('peerSessions.hands.call')}
          </Button>
        )}
      </form>
    </div>
  )
}

function Roles({ sessionId, state: { roles }, me, facilitates, people }: PhaseBarProps & { me: Present }) {
  const t = useText()
  const action = `/sessions/${sessionId}/roles`
  return (
    <>
      <ul className="plain">
        {roles.map(({ slug, members, missing, seats }) => {
          const seated = members.some(({ id }) => id === me.id)
          const open = (seats[1] === null || members.length < seats[1]) && (facilitates || slug !== 'facilitator')
          return (
            <li key={slug}>
              <strong>{roleName(t, slug)}</strong>{' '}
              {members.length > 0 ? (
                <UserText>{members.map(({ name }) => name).join(', ')}</UserText>
              ) : (
                <span className="muted">{t('peerSessions.roles.nobody')}</span>
              )}{' '}
              {missing > 0 && <span className="muted">{t('peerSessions.roles.missing', { count: missing })}</span>}
              {(seated || open) && (
                <form method="post" action={action}>
                  <input type="hidden" name="role" value={slug} />
                  <Button name="intent" value={seated ? 'leave' : 'take'} kind="link">
                    {t(seated ? 'peerSessions.roles.leave' : 'peerSessions.roles.take')}
                  </Button>
                </form>
              )}
            </li>
          )
        })}
      </ul>
      {facilitates && people.length > 0 && (
        <form method="post" action={action}>
          <Select
            name="role"
            label={t('peerSessions.roles.role')}
            options={roles.map(({ slug }) => ({ value: slug, label: roleName(t, slug) }))}
          />
          <Select
            name="member"
            label={t('peerSessions.roles.member')}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button name="intent" value="give" kind="plain">
            {t('peerSessions.roles.give')}
          </Button>
        </form>
      )}
    </>
  )
}
