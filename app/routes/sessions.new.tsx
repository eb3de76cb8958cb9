import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { contextKeysOfUrl, pickContextKeys, settleIntent } from '~/features/context/context'
import { contextPicker } from '~/features/context/pick-context.server'
import { type HarmReport, harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { sessionInput } from '~/features/peer-sessions/peer-session'
import { scheduleSession } from '~/features/peer-sessions/schedule-session.server'
import { timeZones } from '~/features/peer-sessions/start-time.server'
import { SessionForm } from '~/features/peer-sessions/ui/session-form'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { useText } from '~/i18n/locale'
import { type FormErrors, formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('peerSessions.form.newTitle')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const [{ formats: language }, { sessionFormats }] = await Promise.all([readerOf(request), getVocabulary()])
  return {
    clientId: newId(),
    picker: await contextPicker(contextKeysOfUrl(new URL(request.url).searchParams), language),
    formats: sessionFormats.map(({ slug, label }) => ({ slug, label })),
    timeZones: timeZones(),
    ownZone: viewer.timeZone,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const values = formValues(form)
  const again = async () => contextPicker(values, (await readerOf(request)).formats)
  const none: FormErrors = {}
  const plain = { harm: null as HarmReport | null, masked: false }
  if (form.get('intent') === 'mask') {
    const conflict = await isConflict.types(pickContextKeys(values).crisisType)
    const masked = maskValues(values, ['title', 'purpose', 'agenda'], conflict)
    return { errors: none, values: masked, picker: await again(), ...plain, masked: true }
  }
  if (settleIntent(form) === 'context') return { errors: none, values, picker: await again(), ...plain }

  const parsed = parseForm(sessionInput, form)
  if (!parsed.ok) return invalid({ ...parsed, picker: await again(), ...plain })
  try {
    const made = await scheduleSession(viewer, parsed.value)
    if (!made.ok) return invalid({ errors: made.errors, values, picker: await again(), ...plain })
    return seeOther(`/sessions/${made.id}`)
  } catch (error) {
    const harm = harmIn(error)
    if (!harm) throw error
    return invalid({ errors: harmErrors(harm), values, picker: await again(), ...plain, harm })
  }
}

export default function NewSession() {
  const t = useText()
  const loaded = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.form.newTitle')}>
      <SessionForm
        action="/sessions/new"
        {...loaded}
        {...(returned && { errors: returned.errors, values: returned.values, picker: returned.picker })}
        harm={returned?.harm}
        masked={returned?.masked}
        clientId={returned?.values.clientId?.[0] ?? loaded.clientId}
      />
    </Page>
  )
}
