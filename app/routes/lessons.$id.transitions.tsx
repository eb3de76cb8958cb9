import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { type MetaArgs, useActionData, useLoaderData } from '@remix-run/react'
import { answerTransition, transitionErrors } from '~/features/lessons/answer-transition.server'
import { transitionInput, transitionNames } from '~/features/lessons/lesson'
import { type TransitionForm, transitionForm } from '~/features/lessons/transition-form.server'
import { transitionLesson } from '~/features/lessons/transition-lesson.server'
import { TransitionFields } from '~/features/lessons/ui/transition-fields'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { type FormErrors, formValues, parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'
import { Button, ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = (args: MetaArgs<typeof loader>) =>
  pageTitle(args.data?.form ? `lessons.transition.${args.data.form.to}.title` : 'lessons.title')(args)

/** Whoever asks for JSON is answered in it. */
export const handle = { json: 'asked' }

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const asked = new URL(request.url).searchParams.get('to')
  const to = transitionNames.find((name) => name === asked)
  return { id, form: to ? await transitionForm(viewer, id, to) : null }
}

/** Takes the lesson to the state `to`. 303 to the lesson; JSON for who asks for it. 400, 403, 404, and 409 with what is unmet. */
export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const [{ locale }, fields] = await Promise.all([readerOf(request), request.formData()])
  return answerTransition(request, locale, async () => {
    const parsed = parseForm(transitionInput, fields)
    if (!parsed.ok) {
      const to = transitionNames.find((name) => name === fields.get('to'))
      const form = to && (await transitionForm(viewer, id, to))
      return { status: 400, errors: parsed.errors, page: form && data({ form, ...parsed }, { status: 400 }) }
    }
    try {
      await transitionLesson(viewer, id, parsed.value)
    } catch (error) {
      const errors = transitionErrors(error)
      if (!errors) throw error
      const form = await transitionForm(viewer, id, parsed.value.to)
      return { status: 409, errors, page: data({ form, errors, values: formValues(fields) }, { status: 409 }) }
    }
    return { id, state: parsed.value.to, page: seeOther(`/lessons/${id}`) }
  })
}

export default function TransitionPage() {
  const t = useText()
  const loaded = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>() as Sent | undefined
  const form = sent?.form ?? loaded.form
  if (!form) return <NoTransition id={loaded.id} />
  const { id, title, to, version, unmet } = form
  return (
    <Page title={t(`lessons.transition.${to}.title`)}>
      <ErrorSummary errors={sent?.errors} />
      <p>
        <a href={`/lessons/${id}`}>
          <UserText>{title || t('lessons.untitled')}</UserText>
        </a>
      </p>
      <p>{t(`lessons.transition.${to}.lead`)}</p>
      {unmet.length > 0 && (
        <div className="notice">
          <p>{t('lessons.transition.missing')}</p>
          <ul>
            {unmet.map(({ criterion, key, params }) => (
              <li key={criterion} id={criterion}>
                {t(key, params)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <form method="post" action={`/lessons/${id}/transitions?to=${to}`} noValidate>
        <input type="hidden" name="to" value={to} />
        <input type="hidden" name="version" value={version} />
        <TransitionFields form={form} values={sent?.values} errors={sent?.errors ?? {}} />
        <div className="actions">
          <Button kind={to === 'withdrawn' ? 'danger' : 'main'}>{t(`lessons.transition.${to}.confirm`)}</Button>
          <a href={`/lessons/${id}`}>{t('lessons.transition.back')}</a>
        </div>
      </form>
    </Page>
  )
}

/** An address that does not say where to: the lesson's page has the buttons. */
function NoTransition({ id }: { id: string }) {
  const t = useText()
  return (
    <Page title={t('lessons.page.actions')}>
      <p>
        <a href={`/lessons/${id}`}>{t('lessons.transition.back')}</a>
      </p>
    </Page>
  )
}

type Sent = { form: TransitionForm; errors: FormErrors; values: Record<string, string[]> }
