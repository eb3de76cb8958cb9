import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HarmPlaces } from '~/features/harm/ui/harm-found'
import { longestNote, refusalOfPassage, unlessRefused, verifyInput } from '~/features/lessons/lesson'
import { harmInLesson } from '~/features/lessons/look-at-lesson.server'
import { findLesson, getLesson } from '~/features/lessons/queries.server'
import { By } from '~/features/lessons/ui/by'
import { LessonBody } from '~/features/lessons/ui/lesson-body'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('lessons.verify.title')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  unlessRefused(refusalOfPassage(viewer, await findLesson(viewer, id), 'observation'))
  const [lesson, places] = await Promise.all([getLesson(viewer, id, formats), harmInLesson(viewer, id)])
  return { lesson, places }
}

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(verifyInput, await request.formData())
  if (!parsed.ok) return invalid(parsed)
  await verifyLesson(viewer, id, parsed.value)
  return seeOther(`/lessons/${id}`)
}

export default function VerifyLesson() {
  const t = useText()
  const { lesson, places } = useLoaderData<typeof loader>()
  const wrong = useActionData<typeof action>()
  return (
    <Page title={t('lessons.verify.title')}>
      <ErrorSummary errors={wrong?.errors} />
      <p>{t('lessons.verify.lead')}</p>
      <ul>
        <li>{t('lessons.verify.fact')}</li>
        <li>{t('lessons.verify.harm')}</li>
        <li>
          {t('lessons.verify.attribution')} {t('lessons.verify.shown')} <By by={lesson.by} note />
        </li>
      </ul>
      <HarmPlaces places={places} title={t('harm.review.lesson')} />
      <section className="ruled" aria-labelledby="lesson">
        <h2 id="lesson">
          <UserText>{lesson.title}</UserText>
        </h2>
        <LessonBody lesson={lesson} />
      </section>
      <form method="post" action={`/lessons/${lesson.id}/verify`}>
        <input type="hidden" name="version" value={lesson.version} />
        <TextArea
          name="note"
          label={t('lessons.optional', { label: t('lessons.note') })}
          hint={t('lessons.noteHint')}
          rows={2}
          maxLength={longestNote}
          value={typed(wrong?.values, 'note')}
          error={wrong?.errors.note}
        />
        <div className="actions">
          <Button>{t('lessons.verify.confirm')}</Button>
          <a href={`/lessons/${lesson.id}/return`}>{t('lessons.page.return')}</a>
          <a href={`/lessons/${lesson.id}`}>{t('lessons.verify.back')}</a>
        </div>
      </form>
    </Page>
  )
}
