import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { refusalOfPassage, unlessRefused } from '~/features/lessons/lesson'
import { findLesson } from '~/features/lessons/queries.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { seeOther } from '~/lib/http.server'
import { Button } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('lessons.withdraw.title')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const lesson = await findLesson(viewer, id)
  unlessRefused(refusalOfPassage(viewer, lesson, 'withdrawn'))
  return { id, title: lesson.content.title, isDraft: lesson.state === 'draft' }
}

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  await withdrawLesson(viewer, id)
  return seeOther(`/lessons/${id}`)
}

export default function WithdrawLesson() {
  const t = useText()
  const { id, title, isDraft } = useLoaderData<typeof loader>()
  return (
    <Page title={t('lessons.withdraw.title')}>
      <p>
        <strong>
          <UserText>{title || t('lessons.untitled')}</UserText>
        </strong>
      </p>
      <p>{t(isDraft ? 'lessons.withdraw.draftLead' : 'lessons.withdraw.lead')}</p>
      <form method="post" action={`/lessons/${id}/withdraw`} className="actions">
        <Button kind="danger">{t('lessons.withdraw.confirm')}</Button>
        <a href={`/lessons/${id}`}>{t('lessons.withdraw.keep')}</a>
      </form>
    </Page>
  )
}
