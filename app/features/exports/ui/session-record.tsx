import type { ReactNode } from 'react'
import { ContextLine } from '~/features/context/ui/context-links'
import type { RoomMessageView } from '~/features/peer-sessions/room-message'
import { PhasesRun } from '~/features/peer-sessions/ui/phases-run'
import { SessionStanding } from '~/features/peer-sessions/ui/session-facts'
import type { ActionRecord } from '~/features/session-actions/queries.server'
import { ActionSentence } from '~/features/session-actions/ui/action-lines'
import { useText } from '~/i18n/locale'
import { Page } from '~/ui/page'
import { UserHtml, UserText } from '~/ui/user-text'
import { When } from '~/ui/when'
import type { RecordPage } from '../record-page.server'
import { tlpNames } from '../session-record'

/** A session from its agenda to what came of it, on one page that prints well. Its label stands first and last. */
export function SessionRecordPage({ record }: { record: RecordPage }) {
  const t = useText()
  const { session, phases, notes, actions, lessons, threads, messages, next } = record
  const href = `/sessions/${session.id}`
  return (
    <Page
      title={session.title}
      userTitle
      lead={
        <>
          <Tlp record={record} />
          <SessionStanding session={session} />
          <p className="screen-only">
            <a href={href}>{t('sessionRecord.page.back')}</a> · {t('sessionRecord.page.print')}{' '}
            {t('sessionRecord.page.files')}:{' '}
            <a href={`${href}.md`} rel="alternate">
              {t('sessionRecord.page.markdown')}
            </a>{' '}
            ·{' '}
            <a href={`${href}.json`} rel="alternate">
              {t('sessionRecord.page.json')}
            </a>
          </p>
        </>
      }
    >
      <div className={`session-record tlp-${session.sharing}`}>
        <Facts record={record} />
        <Part title={t('sessionRecord.page.purpose')} html={session.purposeHtml} />
        <Part title={t('sessionRecord.page.agenda')} html={session.agendaHtml} />
        <PhasesRun phases={phases} />
        <Part title={t('sessionRecord.page.summary')} html={session.summaryHtml} />
        {notes.length > 0 && (
          <Part title={t('sessionRecord.page.notes')}>
            {notes.map(({ section, label, html }) => (
              <section key={section}>
                <h3>
                  <UserText>{label}</UserText>
                </h3>
                <UserHtml html={html} />
              </section>
            ))}
          </Part>
        )}
        {actions.length > 0 && (
          <Part title={t('sessionRecord.page.actions')}>
            <ul>
              {actions.map((action) => (
                <Action key={action.id} action={action} />
              ))}
            </ul>
          </Part>
        )}
        {lessons.length > 0 && (
          <Part title={t('sessionRecord.page.lessons')}>
            <Links
              items={lessons.map(({ id, title }) => ({
                href: `/lessons/${id}`,
                title: title || t('lessons.untitled'),
              }))}
            />
          </Part>
        )}
        {threads.length > 0 && (
          <Part title={t('sessionRecord.page.threads')}>
            <Links items={threads} />
          </Part>
        )}
        <Attendance record={record} />
        <Part title={t('sessionRecord.page.messages')}>
          {messages.length === 0 ? (
            <p>{t('sessionRecord.page.none')}</p>
          ) : (
            messages.map((message) => <Message key={message.number} message={message} />)
          )}
        </Part>
        {next !== null && (
          <p>
            {t('sessionRecord.page.more', { number: next })}{' '}
            <a href={`${href}/record?after=${next}`}>{t('sessionRecord.page.next')}</a>
          </p>
        )}
        <Tlp record={record} />
      </div>
    </Page>
  )
}

/** As FIRST's TLP 2.0 writes it. */
const Tlp = ({ record: { session } }: { record: RecordPage }) => (
  <p className="tlp" data-user-text="">
    <strong>{tlpNames[session.sharing]}</strong>
  </p>
)

function Part({ title, html, children }: { title: string; html?: string; children?: ReactNode }) {
  if (!html && !children) return null
  return (
    <section>
      <h2>{title}</h2>
      {html ? <UserHtml html={html} /> : children}
    </section>
  )
}

function Facts({ record: { session } }: { record: RecordPage }) {
  const t = useText()
  return (
    <dl className="record-facts">
      <dt>{t('sessionRecord.page.sharing')}</dt>
      <dd>
        <UserText>{tlpNames[session.sharing]}</UserText>: {t(`peerSessions.sharing.means.${session.sharing}`)}
        {session.chathamHouse && (
          <>
            . {t('sessionRecord.page.rule')}: {t('sessionRecord.page.ruleHolds')}
          </>
        )}
      </dd>
      <dt>{t('sessionRecord.page.format')}</dt>
      <dd>
        <UserText>{session.format}</UserText>
      </dd>
      <dt>{t('sessionRecord.page.organizer')}</dt>
      <dd>
        <UserText>{session.organizer}</UserText>
      </dd>
      <dt>{t('sessionRecord.page.began')}</dt>
      <dd>
        <When at={session.openedAt ?? session.startsAt} />
      </dd>
      {session.endedAt && (
        <>
          <dt>{t('sessionRecord.page.ended')}</dt>
          <dd>
            <When at={session.endedAt} />
          </dd>
        </>
      )}
      {session.context.length > 0 && (
        <>
          <dt>{t('sessionRecord.page.about')}</dt>
          <dd>
            <ContextLine items={session.context} />
          </dd>
        </>
      )}
    </dl>
  )
}

function Action({ action }: { action: ActionRecord }) {
  const t = useText()
  return (
    <li>
      <p>
        <ActionSentence action={action} />. {t('sessionActions.owner')}{' '}
        <UserText>{action.owner?.name ?? t('sessionActions.nobody')}</UserText>.{' '}
        {t(`sessionActions.states.${action.state}`)}.
      </p>
      {action.resultHtml && <UserHtml html={action.resultHtml} />}
    </li>
  )
}

const Links = ({ items }: { items: { href: string; title: string }[] }) => (
  <ul>
    {items.map(({ href, title }) => (
      <li key={href}>
        <a href={href}>
          <UserText>{title}</UserText>
        </a>
      </li>
    ))}
  </ul>
)

function Attendance({ record: { attendance } }: { record: RecordPage }) {
  const t = useText()
  if (!attendance) return null
  const { count, people, kinds } = attendance
  return (
    <Part title={t('sessionRecord.page.attendance')}>
      <p>{t('sessionRecord.page.attended', { count })}</p>
      <ul>
        {people.map(({ name, organization, stakeholderType, role }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name
          <li key={index}>
            <UserText>{[name, organization, stakeholderType].filter(Boolean).join(' · ')}</UserText>
            {role !== 'participant' && <> · {t(`peerSessions.people.${role}`)}</>}
          </li>
        ))}
        {kinds.map(({ label, count: number }) => (
          <li key={label}>
            <UserText>{t('peerSessions.neutral.kind', { kind: label, count: number })}</UserText>
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** A message in few elements, since thousands of them stand on one page. */
function Message({ message }: { message: RoomMessageView }) {
  const t = useText()
  const { number, author, at, html, replyTo, insight, edited, removed } = message
  return (
    <div className="record-message">
      <p>
        {number}.{' '}
        <strong>
          <UserText>{author.name}</UserText>
        </strong>{' '}
        <span className="muted">
          <When at={at} />
          {replyTo && <> · {t('sessionRecord.page.answers', { number: replyTo.number })}</>}
          {insight && <> · {t('sessionRecord.page.insight')}</>}
          {edited && <> · {t('sessionRecord.page.edited')}</>}
        </span>
      </p>
      {removed ? <p className="muted">{t('sessionRecord.page.removed')}</p> : <UserHtml html={html} />}
    </div>
  )
}
