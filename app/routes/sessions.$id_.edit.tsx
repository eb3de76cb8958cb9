import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { pickContextKeys, settleIntent } from '~/features/context/context'
import { contextPicker } from '~/features/context/pick-context.server'
import { contextKeysOfId } from '~/features/context/queries.server'
import { type HarmReport, harmErrors, harmIn, isConflict, maskValues } from '~/features/harm/check-harm.server'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { sessionInput } from '~/features/peer-sessions/peer-session'
import { getSession } from '~/features/peer-sessions/queries.server'
import { reviseSession } from '~/features/peer-sessions/revise-session.server'
import { localTime, timeZones } from '~/features/peer-sessions/start-time.server'
import { SessionForm } from '~/features/peer-sessions/ui/session-form'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { type FormErrors, formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('peerSessions.form.editTitle')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats: language } = await readerOf(request)
  const session = await getSession(viewer, params.id ?? '', language)
  if (!session.can.revise) throw forbidden('peerSessions.errors.notLeading')
  const { sessionFormats } = await getVocabulary()
  const { id, title, purpose, formatSlug, access, startsAt, timeZone, status } = session
  const { sharing, chathamHouse, unlinkAfterDays, capacity, agenda, language: spoken } = session
  return {
    id,
    session: {
      ...{ title, purpose, formatSlug, access, timeZone, localStart: localTime(startsAt, timeZone) },
      ...{ sharing, chathamHouse, unlinkAfterDays, capacity, agenda, language: spoken, admission: session.admission },
    },
    begun: status !== 'upcoming',
    clientId: newId(),
    picker: await contextPicker(await contextKeysOfId(session.contextId), language),
    formats: sessionFormats.map(({ slug, label }) => ({ slug, label })),
    timeZones: timeZones(),
    ownZone: viewer.timeZone,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
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
    const revised = await reviseSession(viewer, params.id ?? '', parsed.value)
    if (!revised.ok) return invalid({ errors: revised.errors, values, picker: await again(), ...plain })
    return seeOther(`/sessions/${revised.id}`)
  } catch (error) {
    const harm = harmIn(error)
    if (!harm) throw error
    return invalid({ errors: harmErrors(harm), values, picker: await again(), ...plain, harm })
  }
}

export default function EditSession() {
  const t = useText()
  const { id, ...loaded } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.form.editTitle')}>
      <SessionForm
        action={`/sessions/${id}/edit`}
        {...loaded}
        {...(returned && { errors: returned.errors, values: returned.values, picker: returned.picker })}
        harm={returned?.harm}
        masked={returned?.masked}
      />
    </Page>
  )
}
