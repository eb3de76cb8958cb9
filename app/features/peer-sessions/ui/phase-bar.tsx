import { useText } from '~/i18n/locale'
import type { MessageKey, Translate } from '~/i18n/translate'
import { Button, Field, Select } from '~/ui/form'
import { Island } from '~/ui/island'
import { UserText } from '~/ui/user-text'
import { clockOf } from '../clock'
import { slowModes } from '../peer-session'
import type { Present } from '../room-message'
import type { SessionStateView } from '../session-state'
import { SlowModeForm, slowModeTime } from './moderation'

type PhaseBarProps = {
  sessionId: string
  state: SessionStateView
  me: Present | null
  facilitates: boolean
  /** Whether the present phase lets the viewer write. */
  mayWrite: boolean
  /** Why the viewer may neither raise a hand nor take a seat; null where he or she may. */
  standingRefusal: MessageKey | null
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
 * hands, with the forms of those who may. Without scripts it is as of the page. Its markup stands here once: what does
 * not hold now is there but hidden, and the island shows and fills it by what the socket says, asking nothing more.
 */
export function PhaseBar(props: PhaseBarProps) {
  const t = useText()
  const { sessionId, state, me, facilitates, mayWrite } = props
  if (!me) return <Standing state={state} />
  return (
    <Island name="phase-bar" props={{ sessionId, me: me.id, facilitates, state, texts: phaseTexts(t, state) }}>
      <Standing state={state} />
      <p className="notice" data-part="not-yours" hidden={mayWrite}>
        {t('peerSessions.phase.notYours')}
      </p>
      <p className="notice" data-part="slow" hidden={state.slowModeSeconds === 0}>
        {slowText(t, state.slowModeSeconds)}
      </p>
      {facilitates && <PhaseForms {...props} />}
      <div className="phase-tools">
        <Hands {...props} me={me} />
        {state.roles.length > 0 && (
          <details className="session-roles">
            <summary>{t('peerSessions.roles.title')}</summary>
            <Roles {...props} me={me} />
          </details>
        )}
        {facilitates && <ForFacilitators {...props} />}
      </div>
    </Island>
  )
}

const slowText = (t: Translate, seconds: number): string =>
  seconds === 0 ? '' : t('peerSessions.slow.on', { time: slowModeTime(t, seconds) })

/** Texts that the island fills in itself; what it puts in stands in braces. */
const phaseTexts = (t: Translate, { roles }: SessionStateView) => ({
  index: t('peerSessions.phase.index', { index: '{index}', of: '{of}' }),
  round: t('peerSessions.phase.round', { round: '{round}', rounds: '{rounds}' }),
  paused: t('peerSessions.phase.paused'),
  speaks: t('peerSessions.phase.speaks', { who: '{who}' }),
  writes: t('peerSessions.phase.writes', { who: '{who}' }),
  before: t('peerSessions.phase.before'),
  finished: t('peerSessions.phase.finished'),
  free: t('peerSessions.phase.free'),
  speaker: t('peerSessions.hands.speaker', { name: '{name}' }),
  slow: Object.fromEntries(slowModes.map((seconds) => [String(seconds), slowText(t, seconds)])),
  newFirst: t('peerSessions.voices.newFirst'),
  asRaised: t('peerSessions.voices.asRaised'),
  nobody: t('peerSessions.roles.nobody'),
  missingOne: t('peerSessions.roles.missing', { count: 1 }),
  missingMore: t('peerSessions.roles.missing', { count: 99 }).replace('99', '{count}'),
  roles: Object.fromEntries(['all', 'none', ...roles.map(({ slug }) => slug)].map((slug) => [slug, roleName(t, slug)])),
})
export type PhaseTexts = ReturnType<typeof phaseTexts>

function Standing({ state }: { state: SessionStateView }) {
  const t = useText()
  const { phase, stage } = state
  const left = leftIn(state)
  return (
    <section className="phase-bar" aria-label={t('peerSessions.phase.title')} data-phase={phase ? '' : undefined}>
      <p className="muted" data-part="index">
        {phase && (
          <>
            {t('peerSessions.phase.index', { index: phase.index, of: phase.of })}
            {phase.rounds > 1 && ` · ${t('peerSessions.phase.round', { round: phase.round, rounds: phase.rounds })}`}
            {phase.paused && ` · ${t('peerSessions.phase.paused')}`}
          </>
        )}
      </p>
      <p className="phase-name" dir="auto" data-part="name" data-user-text="" hidden={!phase}>
        {phase?.name}
      </p>
      <p data-part="stage" hidden={phase !== null}>
        {t(`peerSessions.phase.${stage === 'before' ? 'before' : stage === 'finished' ? 'finished' : 'free'}`)}
      </p>
      <p className="muted" data-part="who">
        {phase && (
          <>
            {t('peerSessions.phase.speaks', { who: roleName(t, phase.maySpeak) })}
            {' · '}
            {t('peerSessions.phase.writes', { who: roleName(t, phase.mayWrite) })}
          </>
        )}
      </p>
      <p data-part="asks" hidden={!phase?.asks}>
        {t('peerSessions.phase.asks', { asks: '' })}
        <UserText>{phase?.asks ?? ''}</UserText>
      </p>
      <p className="phase-clock" data-part="clock" hidden={left === null}>
        <span className="visually-hidden">{t('peerSessions.phase.left')}</span>
        <time role="timer" data-user-text="">
          {left === null ? '' : clockOf(left)}
        </time>
      </p>
    </section>
  )
}

/** When a button of the facilitators has a sense: the stages, and whether it needs a phase. */
const buttonsOf = (state: SessionStateView) => ({
  start: state.stage === 'before',
  next: state.phase !== null,
  resume: state.stage === 'paused',
  pause: state.stage === 'running',
  back: state.phase !== null,
})

function PhaseForms({ sessionId, state }: PhaseBarProps) {
  const t = useText()
  const shown = buttonsOf(state)
  return (
    <form
      method="post"
      action={`/sessions/${sessionId}/phase`}
      className="phase-forms"
      data-part="forms"
      hidden={state.stage === 'finished'}
    >
      <input type="hidden" name="number" value={state.number} />
      <div className="actions">
        {(['start', 'next', 'resume', 'pause'] as const).map((intent) => (
          <span key={intent} data-intent={intent} hidden={!shown[intent]}>
            <Button name="intent" value={intent} kind={intent === 'start' || intent === 'next' ? 'main' : 'plain'}>
              {t(`peerSessions.phase.${intent}`)}
            </Button>
          </span>
        ))}
      </div>
    </form>
  )
}

/** What who leads needs now and then: time, the order of the hands, slow mode, who may take part. */
function ForFacilitators({ sessionId, state }: PhaseBarProps) {
  const t = useText()
  return (
    <details className="phase-more">
      <summary>{t('peerSessions.phase.more')}</summary>
      <form
        method="post"
        action={`/sessions/${sessionId}/phase`}
        className="phase-forms"
        data-part="more"
        hidden={state.stage === 'before' || state.stage === 'finished'}
      >
        <input type="hidden" name="number" value={state.number} />
        <div className="one-line">
          <Field name="minutes" label={t('peerSessions.phase.minutes')} inputMode="numeric" value="5" />
          <Button name="intent" value="extend" kind="plain">
            {t('peerSessions.phase.extend')}
          </Button>
        </div>
        <div className="actions">
          <span data-intent="back" hidden={!buttonsOf(state).back}>
            <Button name="intent" value="back" kind="plain">
              {t('peerSessions.phase.back')}
            </Button>
          </span>
          <Button name="intent" value="finish" kind="plain">
            {t('peerSessions.phase.finish')}
          </Button>
        </div>
      </form>
      <HandsOrder sessionId={sessionId} newVoicesFirst={state.newVoicesFirst} />
      <SlowModeForm sessionId={sessionId} seconds={state.slowModeSeconds} />
      <p>
        <a href={`/sessions/${sessionId}/participants`}>{t('peerSessions.moderation.allTitle')}</a>
      </p>
    </details>
  )
}

function HandsOrder({ sessionId, newVoicesFirst }: { sessionId: string; newVoicesFirst: boolean }) {
  const t = useText()
  return (
    <form method="post" action={`/sessions/${sessionId}/hand`} className="actions">
      <input type="hidden" name="intent" value="order" />
      <span data-intent="order-new" hidden={newVoicesFirst}>
        <Button name="newVoicesFirst" value="on" kind="plain">
          {t('peerSessions.voices.setNewFirst')}
        </Button>
      </span>
      <span data-intent="order-raised" hidden={!newVoicesFirst}>
        <Button name="newVoicesFirst" value="" kind="plain">
          {t('peerSessions.voices.setAsRaised')}
        </Button>
      </span>
    </form>
  )
}

function Hands({ sessionId, state, me, facilitates, standingRefusal }: PhaseBarProps & { me: Present }) {
  const t = useText()
  const { hands, speaker, stage, newVoicesFirst } = state
  const raised = hands.some(({ id }) => id === me.id)
  return (
    <div className="hands" data-part="hands" hidden={stage === 'finished'}>
      <p data-part="speaker" data-user-text="" aria-live="polite" hidden={!speaker}>
        {speaker && t('peerSessions.hands.speaker', { name: speaker.name })}
      </p>
      <ol aria-label={t('peerSessions.hands.title')} data-part="queue" hidden={hands.length === 0}>
        {hands.map(({ id, name }) => (
          <li key={id} dir="auto" data-user-text="">
            {name}
          </li>
        ))}
      </ol>
      <p className="muted" data-part="voices" hidden={hands.length < 2}>
        {t(newVoicesFirst ? 'peerSessions.voices.newFirst' : 'peerSessions.voices.asRaised')}
      </p>
      <form method="post" action={`/sessions/${sessionId}/hand`} className="actions">
        {(standingRefusal ? [] : (['raise', 'lower'] as const)).map((intent) => (
          <span key={intent} data-intent={intent} hidden={raised !== (intent === 'lower')}>
            <Button name="intent" value={intent} kind="plain">
              {t(`peerSessions.hands.${intent}`)}
            </Button>
          </span>
        ))}
        {facilitates && (
          <span data-intent="call" hidden={hands.length === 0}>
            <Button name="intent" value="call" kind="plain">
              {t('peerSessions.hands.call')}
            </Button>
          </span>
        )}
      </form>
    </div>
  )
}

function Roles({
  sessionId,
  state: { roles },
  me,
  facilitates,
  people,
  standingRefusal,
}: PhaseBarProps & { me: Present }) {
  const t = useText()
  const action = `/sessions/${sessionId}/roles`
  return (
    <>
      <ul className="plain">
        {roles.map(({ slug, members, missing, seats }) => {
          const seated = members.some(({ id }) => id === me.id)
          const open = (seats[1] === null || members.length < seats[1]) && (facilitates || slug !== 'facilitator')
          return (
            <li key={slug} data-role={slug}>
              <strong>{roleName(t, slug)}</strong>{' '}
              <span dir="auto" data-part="seated" data-user-text="">
                {members.length > 0 ? members.map(({ name }) => name).join(', ') : t('peerSessions.roles.nobody')}
              </span>{' '}
              <span className="muted" data-part="missing" hidden={missing === 0}>
                {t('peerSessions.roles.missing', { count: missing })}
              </span>
              <form method="post" action={action}>
                <input type="hidden" name="role" value={slug} />
                {(standingRefusal ? (['leave'] as const) : (['take', 'leave'] as const)).map((intent) => (
                  <span key={intent} data-intent={intent} hidden={intent === 'take' ? seated || !open : !seated}>
                    <Button name="intent" value={intent} kind="link">
                      {t(`peerSessions.roles.${intent}`)}
                    </Button>
                  </span>
                ))}
              </form>
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
