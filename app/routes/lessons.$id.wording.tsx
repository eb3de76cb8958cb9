import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type LessonText, lessonTexts, longestText, longestTitle, wordingInput } from '~/features/lessons/lesson'
import { refusalOfRewording, unlessRefused } from '~/features/lessons/life-cycle'
import { findLesson } from '~/features/lessons/queries.server'
import { rewordLesson } from '~/features/lessons/reword-lesson.server'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { type FormErrors, formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('lessons.wording.title')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const lesson = await findLesson(viewer, id)
  unlessRefused(refusalOfRewording(viewer, lesson))
  const { title } = lesson.content
  const texts = Object.fromEntries(lessonTexts.map((name) => [name, lesson.content[name]]))
  return { id: lesson.id, version: lesson.version, title, texts: texts as Record<LessonText, string> }
}

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const parsed = parseForm(wordingInput, form)
  if (!parsed.ok) return invalid({ errors: parsed.errors, values: parsed.values, meanwhile: false })
  const { version, ...wording } = parsed.value
  const stored = await rewordLesson(viewer, id, { wording, version: version ?? 0 })
  if (!stored) return seeOther(`/lessons/${id}/verify`)
  return data({ errors: {} as FormErrors, values: formValues(form), meanwhile: true }, { status: 409 })
}

export default function RewordLesson() {
  const t = useText()
  const { id, version, title, texts } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <Page title={t('lessons.wording.title')} lead={<p>{t('lessons.wording.lead')}</p>}>
      <ErrorSummary errors={sent?.errors} />
      {sent?.meanwhile && <p className="notice">{t('lessons.wording.meanwhile')}</p>}
      <p>
        <a href={`/lessons/${id}`}>
          <UserText>{title}</UserText>
        </a>
      </p>
      <form method="post" action={`/lessons/${id}/wording`} noValidate>
        <input type="hidden" name="version" value={version} />
        <Field
          name="title"
          label={t('lessons.fields.title')}
          maxLength={longestTitle}
          value={typed(sent?.values, 'title', title)}
          error={sent?.errors.title}
        />
        {lessonTexts.map((name) => (
          <TextArea
            key={name}
            name={name}
            label={t(`lessons.fields.${name}`)}
            rows={4}
            maxLength={longestText}
            value={typed(sent?.values, name, texts[name])}
            error={sent?.errors[name]}
          />
        ))}
        <Button>{t('lessons.wording.save')}</Button>
      </form>
    </Page>
  )
}
