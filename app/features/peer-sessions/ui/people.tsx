import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { decidesAbout } from '../peer-session'
import type { SessionPerson, SessionView } from '../queries.server'

/** Who comes, is there or was there, with role and place; who leads the session first. */
export function People({
  session,
  me,
}: {
  /** The viewer's id: nobody decides about himself. */
  me?: string
  session: Pick<SessionView, 'id' | 'participants' | 'people' | 'kinds' | 'shown' | 'chathamHouse' | 'role' | 'can'>
}) {
  const t = useText()
  const { participants, people } = session
  const decides = (one: SessionPerson) =>
    session.can.moderate && !session.chathamHouse && one.id !== me && decidesAbout(session, one.role)
  if (session.shown.people === 'nothing') return null
  if (session.shown.people === 'counts') return <Kinds session={session} />
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t('peerSessions.people.title')}</h2>
      <ul className="people">
        {participants.map((one) => {
          const { id, name, organization, stakeholderType, role, joined, muted } = one
          return (
            <li key={id}>
              <a href={`/members/${id}`}>
                <UserText>{name}</UserText>
              </a>
              {role !== 'participant' && <strong> {t(`peerSessions.people.${role}`)}</strong>}
              {!joined && <span className="muted"> {t('peerSessions.people.invited')}</span>}
              {muted && <strong> {t('peerSessions.moderation.isMuted')}</strong>}
              {decides(one) && (
                <>
                  {' '}
                  <a className="muted" href={`/sessions/${session.id}/participants/${id}`}>
                    {t('peerSessions.moderation.decide')}
                    <span className="visually-hidden" data-user-text="">
                      {': '}
                      {name}
                    </span>
                  </a>
                </>
              )}
              {(organization || stakeholderType) && (
                <p className="muted">
                  <UserText>{[organization, stakeholderType].filter(Boolean).join(' · ')}</UserText>
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {people > participants.length && <p>{t('peerSessions.people.more', { count: people - participants.length })}</p>}
    </section>
  )
}

/** How many come, under the Chatham House Rule. */
function Kinds({ session: { people, kinds } }: { session: Pick<SessionView, 'people' | 'kinds'> }) {
  const t = useText()
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t('peerSessions.people.title')}</h2>
      <p>{t('peerSessions.neutral.total', { count: people })}</p>
      {kinds.length > 0 && (
        <ul className="plain">
          {kinds.map(({ label, count }) => (
            <li key={label}>
              <UserText>{t('peerSessions.neutral.kind', { kind: label, count })}</UserText>
            </li>
          ))}
        </ul>
      )}
      <p className="muted">{t('peerSessions.neutral.counts')}</p>
    </section>
  )
}

/** What who leads a session can do with it, each a page of its own. */
export function Lead({ session: { id, can } }: { session: Pick<SessionView, 'id' | 'can'> }) {
  const t = useText()
  if (!can.moderate) return null
  return (
    <section aria-labelledby="lead">
      <h2 id="lead">{t('peerSessions.people.manage')}</h2>
      <ul className="plain">
        {can.invite && (
          <li>
            <a href={`/sessions/${id}/invite`}>{t('peerSessions.people.invite')}</a>
          </li>
        )}
        {can.nameFacilitator && (
          <li>
            <a href={`/sessions/${id}/facilitators`}>{t('peerSessions.people.facilitators')}</a>
          </li>
        )}
        {can.revise && (
          <li>
            <a href={`/sessions/${id}/edit`}>{t('peerSessions.people.edit')}</a>
          </li>
        )}
        {can.moderate && (
          <li>
            <a href={`/sessions/${id}/participants`}>{t('peerSessions.moderation.allTitle')}</a>
          </li>
        )}
        {can.end && (
          <li>
            <a href={`/sessions/${id}/end`}>{t('peerSessions.people.end')}</a>
          </li>
        )}
        {can.cancel && (
          <li>
            <a href={`/sessions/${id}/cancel`}>{t('peerSessions.cancel.link')}</a>
          </li>
        )}
      </ul>
    </section>
  )
}
