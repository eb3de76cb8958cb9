import type { Picker } from '~/features/context/context'
import { ContextPicker } from '~/features/context/ui/context-picker'
import type { HarmReport } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Button, Choices, ClientId, EnterButton, ErrorSummary, Field, Select, TextArea, typed } from '~/ui/form'
import { type Label, labels } from '../gate'
import { type Access, usualLink } from '../peer-session'

export type SessionFormProps = {
  /** What may identify somebody, where the form came back for it; whether it was masked. */
  harm?: HarmReport | null
  masked?: boolean
  action: string
  clientId: string
  picker: Picker
  formats: { slug: string; label: string }[]
  timeZones: string[]
  errors?: FormErrors
  /** What was typed, where the form came back. */
  values?: FormValues
  /** What is there to change; a new session has none. */
  session?: {
    title: string
    purpose: string
    formatSlug: string
    access: Access
    localStart: string
    timeZone: string
    sharing: Label
    chathamHouse: boolean
    unlinkAfterDays: number
    capacity: number | null
    agenda: string
    language: string
    admission: boolean
  }
  /** The zone that a new session has unless another is chosen. */
  ownZone: string
  /** The session has begun: its start and access stay. */
  begun?: boolean
}

/** The form with which a session is scheduled, started at once, or changed. */
export function SessionForm({
  action,
  clientId,
  picker,
  formats,
  timeZones,
  begun = false,
  harm,
  masked,
  ...form
}: SessionFormProps) {
  const t = useText()
  const { errors, values, session } = form
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action={action}>
        <EnterButton intent="schedule" />
        <HarmFound found={harm} confirmWith="checkbox" />
        <HarmMasked when={masked} />
        <ClientId value={clientId} />
        <Field
          name="title"
          label={t('peerSessions.form.title')}
          hint={t('peerSessions.form.titleHint')}
          error={errors?.title}
          value={typed(values, 'title', session?.title)}
          maxLength={150}
          required
        />
        <TextArea
          name="purpose"
          label={t('peerSessions.form.purpose')}
          hint={`${t('peerSessions.form.purposeHint')} ${t('site.form.markdown')}`}
          error={errors?.purpose}
          value={typed(values, 'purpose', session?.purpose)}
          maxLength={4000}
          required
        />
        <Select
          name="format"
          label={t('peerSessions.form.format')}
          hint={t('peerSessions.form.formatHint')}
          error={errors?.format}
          value={typed(values, 'format', session?.formatSlug ?? formats[0]?.slug)}
          options={formats.map(({ slug, label }) => ({ value: slug, label }))}
        />
        <ContextPicker picker={picker} error={errors?.context} />
        {begun ? (
          <>
            <p className="hint">
              {t('peerSessions.form.accessFixed')} {t('peerSessions.sharing.fixed')}
            </p>
            <input type="hidden" name="access" value={session?.access} />
          </>
        ) : (
          <>
            <h2>{t('peerSessions.form.when')}</h2>
            <Start {...form} timeZones={timeZones} />
            <h2>{t('peerSessions.form.who')}</h2>
            <WhoMayCome {...form} />
            <Sharing {...form} />
          </>
        )}
        <LettingIn {...form} />
        <More {...form} />
        <p className="actions">
          <Button name="intent" value="schedule">
            {session ? t('peerSessions.form.save') : t('peerSessions.form.submit')}
          </Button>
          {!session && (
            <Button name="intent" value="now" kind="plain">
              {t('peerSessions.form.now')}
            </Button>
          )}
        </p>
      </form>
    </>
  )
}

function Start({
  errors,
  values,
  session,
  ownZone,
  timeZones,
}: Pick<SessionFormProps, 'errors' | 'values' | 'session' | 'ownZone' | 'timeZones'>) {
  const t = useText()
  return (
    <>
      <Field
        name="startsAt"
        type="datetime-local"
        label={t('peerSessions.form.startsAt')}
        hint={t('peerSessions.form.startsAtHint')}
        error={errors?.startsAt}
        value={typed(values, 'startsAt', session?.localStart)}
      />
      <Field
        name="timeZone"
        label={t('peerSessions.form.timeZone')}
        hint={t('peerSessions.form.timeZoneHint')}
        error={errors?.timeZone}
        value={typed(values, 'timeZone', session?.timeZone ?? ownZone)}
        list="time-zones"
        autoComplete="off"
      />
      <datalist id="time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}

function WhoMayCome({ errors, values, session }: Pick<SessionFormProps, 'errors' | 'values' | 'session'>) {
  const t = useText()
  return (
    <Choices
      name="access"
      label={t('peerSessions.form.access')}
      error={errors?.access}
      value={typed(values, 'access', session?.access ?? 'members')}
      options={[
        { value: 'open', label: t('peerSessions.form.accessOpen') },
        { value: 'members', label: t('peerSessions.form.accessMembers') },
        {
          value: 'invited',
          label: t('peerSessions.form.accessInvited'),
          hint: t('peerSessions.form.accessInvitedHint'),
        },
      ]}
    />
  )
}

/** Whether who is not invited has to ask. */
function LettingIn({ values, session }: Pick<SessionFormProps, 'values' | 'session'>) {
  const t = useText()
  const on = values ? typed(values, 'admission') !== '' : session?.admission
  return (
    <Choices
      name="admission"
      type="checkbox"
      label={t('peerSessions.admission.label')}
      hint={t('peerSessions.admission.hint')}
      options={[{ value: 'on', label: t('peerSessions.admission.on'), checked: on ?? false }]}
    />
  )
}

/** The label and the rule that bind all that leaves the session. */
function Sharing({ errors, values, session }: Pick<SessionFormProps, 'errors' | 'values' | 'session'>) {
  const t = useText()
  const held = values ? typed(values, 'chathamHouse') !== '' : session?.chathamHouse
  const label = (name: Label) =>
    `${t(`peerSessions.sharing.names.${name}`)}: ${t(`peerSessions.sharing.means.${name}`)}`
  return (
    <>
      <Select
        name="sharing"
        label={t('peerSessions.sharing.label')}
        hint={t('peerSessions.sharing.hint')}
        error={errors?.sharing}
        value={typed(values, 'sharing', session?.sharing)}
        options={[
          { value: '', label: t('peerSessions.sharing.usual') },
          ...labels.map((name) => ({ value: name, label: label(name) })),
        ]}
      />
      <Choices
        name="chathamHouse"
        type="checkbox"
        label={t('peerSessions.sharing.chathamHouse')}
        hint={t('peerSessions.sharing.chathamHint')}
        options={[{ value: 'on', label: t('peerSessions.sharing.on'), checked: held ?? false }]}
      />
      <Field
        name="unlinkAfterDays"
        label={t('peerSessions.sharing.days')}
        hint={t('peerSessions.sharing.daysHint')}
        error={errors?.unlinkAfterDays}
        value={typed(values, 'unlinkAfterDays', String(session?.unlinkAfterDays ?? usualLink))}
        inputMode="numeric"
      />
    </>
  )
}

/** What most sessions do without. It is open where something stands in it. */
function More({ errors, values, session }: Pick<SessionFormProps, 'errors' | 'values' | 'session'>) {
  const t = useText()
  const used = errors?.agenda || errors?.capacity || errors?.language || session?.agenda || session?.capacity
  return (
    <details className="more" open={Boolean(used || typed(values, 'agenda') || typed(values, 'capacity'))}>
      <summary>{t('peerSessions.form.more')}</summary>
      <TextArea
        name="agenda"
        label={t('peerSessions.form.agenda')}
        hint={`${t('peerSessions.form.agendaHint')} ${t('site.form.markdown')}`}
        error={errors?.agenda}
        value={typed(values, 'agenda', session?.agenda)}
        rows={4}
      />
      <Field
        name="capacity"
        label={t('peerSessions.form.capacity')}
        hint={t('peerSessions.form.capacityHint')}
        error={errors?.capacity}
        value={typed(values, 'capacity', session?.capacity ? String(session.capacity) : '')}
        inputMode="numeric"
      />
      <Field
        name="language"
        label={t('peerSessions.form.language')}
        hint={t('peerSessions.form.languageHint')}
        error={errors?.language}
        value={typed(values, 'language', session?.language ?? 'en')}
      />
    </details>
  )
}
