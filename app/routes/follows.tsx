import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { followHref, followInput, followKinds } from '~/features/following/follow'
import { follow } from '~/features/following/follow.server'
import { type FollowLine, listFollows } from '~/features/following/queries.server'
import { FollowButton } from '~/features/following/ui/follow-button'
import { unfollow } from '~/features/following/unfollow.server'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { localPath, seeOther } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('following.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  return { follows: await listFollows(viewer, formats) }
}

/** Answers 303 to `back`, else to what was followed. A button sends this form, so wrong fields are told on a page. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(followInput, await request.formData())
  if (!parsed.ok) {
    const [wrong] = Object.values(parsed.errors)
    throw new AppError(400, wrong?.key ?? 'following.errors.kind', wrong?.params)
  }
  const { kind, key, intent, back } = parsed.value
  await (intent === 'follow' ? follow : unfollow)(viewer, { kind, key })
  return seeOther(localPath(back, followHref({ kind, key })))
}

export default function Follows() {
  const t = useText()
  const { follows } = useLoaderData<typeof loader>()
  return (
    <Page title={t('following.title')} lead={follows.length > 0 ? <p>{t('following.lead')}</p> : undefined}>
      {follows.length === 0 && (
        <EmptyState>
          {t('following.empty')} <a href="/crisis-types">{t('following.browse')}</a>
        </EmptyState>
      )}
      {followKinds.map((kind) => (
        <Group
          key={kind}
          title={t(`following.groups.${kind}`)}
          follows={follows.filter((line) => line.kind === kind)}
        />
      ))}
    </Page>
  )
}

function Group({ title, follows }: { title: string; follows: FollowLine[] }) {
  if (follows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul className="lines">
        {follows.map(({ id, kind, key, label, href }) => (
          <li key={id} className="line follow-line">
            <a href={href}>
              <UserText>{label}</UserText>
            </a>
            <FollowButton kind={kind} target={key} following back="/follows" label={label} />
          </li>
        ))}
      </ul>
    </section>
  )
}
