import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { longestNote, refusalOfPassage, returnInput, unlessRefused } from '~/features/lessons/lesson'
import { findLesson } from '~/features/lessons/queries.server'
import { returnLesson } from '~/features/lessons/return-lesson.server'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('lessons.return.title')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const lesson = await findLesson(viewer, id)
  unlessRefused(refusalOfPassage(viewer, lesson, 'returned'))
  return { id, title: lesson.content.title }
}

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(returnInput, await request.formData())
  if (!parsed.ok) {
    unlessRefused(refusalOfPassage(viewer, await findLesson(viewer, id), 'returned'))
    return invalid(parsed)
  }
  await returnLesson(viewer, id, parsed.value)
  return seeOther(`/lessons/${id}`)
}

export default function ReturnLesson() {
  const t = useText()
  const { id, title } = useLoaderData<typeof loader>()
  const wrong = useActionData<typeof action>()
  return (
    <Page title={t('lessons.return.title')}>
      <ErrorSummary errors={wrong?.errors} />
      <p>
        <a href={`/lessons/${id}`}>
          <UserText>{title}</UserText>
        </a>
      </p>
      <p>{t('lessons.return.lead')}</p>
      <form method="post" action={`/lessons/${id}/return`} noValidate>
        <TextArea
          name="note"
          label={t('lessons.return.note')}
          hint={t('lessons.return.noteHint')}
          required
          maxLength={longestNote}
          value={typed(wrong?.values, 'note')}
          error={wrong?.errors.note}
        />
        <Button>{t('lessons.return.confirm')}</Button>
      </form>
    </Page>
  )
}
