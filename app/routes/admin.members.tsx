import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { banMember } from '~/features/members/ban-member.server'
import { changeRole } from '~/features/members/change-role.server'
import { memberActInput } from '~/features/members/member'
import { handOutNewPassword } from '~/features/members/one-time-link.server'
import { listMembers, type MemberLine } from '~/features/members/queries.server'
import { AdminPage, Notice, SearchLine } from '~/features/members/ui/admin-page'
import { unbanMember } from '~/features/members/unban-member.server'
import { roles } from '~/features/members/viewer'
import { requireAdministrator } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import type { MessageKey } from '~/i18n/translate'
import { notFound } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'
import { Button } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Pager, StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('admin.members.title')

const notices: Record<string, MessageKey> = {
  role: 'admin.members.roleChanged',
  ban: 'admin.members.bannedNow',
  unban: 'admin.members.unbannedNow',
}

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const { searchParams } = new URL(request.url)
  const q = searchParams.get('q') ?? ''
  const { rows, next } = await listMembers(viewer, { q, after: searchParams.get('after') })
  const done = searchParams.get('done') ?? ''
  return {
    viewerId: viewer.id,
    rows,
    next: next && `/admin/members?${new URLSearchParams({ ...(q && { q }), after: next })}`,
    q,
    notice: Object.hasOwn(notices, done) ? notices[done] : undefined,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const parsed = parseForm(memberActInput, await request.formData())
  if (!parsed.ok) throw notFound()
  const { intent, memberId, role } = parsed.value
  if (intent === 'reset') return handOutNewPassword(viewer, memberId, new URL(request.url).origin)
  if (intent === 'role') {
    if (!role) throw notFound()
    await changeRole(viewer, memberId, role)
  }
  if (intent === 'ban') await banMember(viewer, memberId)
  if (intent === 'unban') await unbanMember(viewer, memberId)
  const back = new URL(request.url).searchParams
  back.set('done', intent)
  return seeOther(`/admin/members?${back}`)
}

export default function Members() {
  const t = useText()
  const { viewerId, rows, next, q, notice } = useLoaderData<typeof loader>()
  const handedOut = useActionData<typeof action>()
  return (
    <AdminPage title={t('admin.members.title')} here="members">
      {handedOut && (
        <Notice>
          <p>{t('admin.members.resetLink', { name: handedOut.name })}</p>
          <p className="one-time-link" data-user-text="">
            {handedOut.link}
          </p>
        </Notice>
      )}
      {notice && !handedOut && <Notice>{t(notice)}</Notice>}
      <SearchLine label={t('admin.members.search')} button={t('admin.members.searchButton')} q={q} />
      {rows.length === 0 && <EmptyState>{t('admin.members.none')}</EmptyState>}
      <ul className="lines">
        {rows.map((member) => (
          <MemberItem key={member.id} member={member} isViewer={member.id === viewerId} />
        ))}
      </ul>
      <Pager next={next} />
    </AdminPage>
  )
}

function MemberItem({ member, isViewer }: { member: MemberLine; isViewer: boolean }) {
  const t = useText()
  const { id, name, email, role, organization, banned } = member
  return (
    <li className="line admin-line">
      <a className="line-title" href={`/members/${id}`} dir="auto" data-user-text="">
        {name}
      </a>
      {banned && <StateLabel tone="danger">{t('members.ban.banned')}</StateLabel>}
      <p className="muted">
        <UserText>{email}</UserText>
        {organization && (
          <>
            {' · '}
            <UserText>{organization}</UserText>
          </>
        )}
        {isViewer && <> · {t('admin.members.yourself')}</>}
      </p>
      <form method="post" className="actions">
        <input type="hidden" name="memberId" value={id} />
        <select name="role" defaultValue={role} aria-label={t('admin.members.role', { name })}>
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`members.role.${one}`)}
            </option>
          ))}
        </select>
        <Button kind="plain" name="intent" value="role">
          {t('admin.members.changeRole')}
        </Button>
      </form>
      {!isViewer && (
        <details>
          <summary>{t('admin.members.more')}</summary>
          <form method="post">
            <input type="hidden" name="memberId" value={id} />
            {banned ? (
              <Button kind="plain" name="intent" value="unban">
                {t('admin.members.unbanButton', { name })}
              </Button>
            ) : (
              <>
                <p>
                  <Button kind="plain" name="intent" value="reset">
                    {t('admin.members.resetButton')}
                  </Button>
                </p>
                <p>{t('admin.members.banLead')}</p>
                <Button kind="danger" name="intent" value="ban">
                  {t('admin.members.banButton', { name })}
                </Button>
              </>
            )}
          </form>
        </details>
      )}
    </li>
  )
}
