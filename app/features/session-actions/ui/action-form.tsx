import type { HarmReport } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Button, Choices, ClientId, Field, Select, TextArea, typed } from '~/ui/form'
import {
  type ActionState,
  actionStates,
  longestResult,
  longestWhat,
  longestWith,
  type SessionActionView,
} from '../session-action'

/** Those who can be chosen, and the id under which the viewer is one of them. */
export type Owners = { me: string; people: { id: string; name: string }[] }

/** A form that came back: what is wrong, what was typed, what the do-no-harm check found. */
export type Returned = { errors?: FormErrors; values?: FormValues; harm?: HarmReport | null; masked?: boolean }

/** The fields of "We will … by … with …". The owner of an action stays to choose, also where it left the session. */
function ActionFields({ owners, stored, errors, values }: Returned & { owners: Owners; stored?: SessionActionView }) {
  const t = useText()
  const { me, people } = owners
  const others = people.filter(({ id }) => id !== me)
  const gone = stored?.owner && ![me, ...others.map(({ id }) => id)].includes(stored.owner.id) ? [stored.owner] : []
  return (
    <>
      <Field
        name="what"
        label={t('sessionActions.form.what')}
        hint={t('sessionActions.form.whatHint')}
        value={typed(values, 'what', stored?.what)}
        error={errors?.what}
        maxLength={longestWhat}
        required
      />
      <Select
        name="owner"
        label={t('sessionActions.form.owner')}
        empty={t('sessionActions.form.ownerNobody')}
        options={[
          { value: me, label: t('sessionActions.form.ownerMe') },
          ...[...gone, ...others].map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={typed(values, 'owner', stored?.owner?.id)}
        error={errors?.owner}
      />
      <Field
        name="dueDate"
        type="date"
        label={t('sessionActions.form.dueDate')}
        value={typed(values, 'dueDate', stored?.dueDate)}
        error={errors?.dueDate}
      />
      <Field
        name="with"
        label={t('sessionActions.form.with')}
        hint={t('sessionActions.form.withHint')}
        value={typed(values, 'with', stored?.with)}
        error={errors?.with}
        maxLength={longestWith}
      />
    </>
  )
}

/** The form with which something to do is agreed. */
export function ActionForm({
  sessionId,
  owners,
  clientId,
  ...returned
}: Returned & { sessionId: string; owners: Owners; clientId: string }) {
  const t = useText()
  return (
    <form method="post" action={`/sessions/${sessionId}/actions`} noValidate>
      <HarmFound found={returned.harm} />
      <HarmMasked when={returned.masked} />
      <ClientId value={returned.errors?.clientId ? clientId : typed(returned.values, 'clientId', clientId)} />
      <ActionFields owners={owners} {...returned} />
      <p className="actions">
        <Button>{t('sessionActions.form.submit')}</Button>
      </p>
    </form>
  )
}

/** @param version what the form replaces */
type Versioned = { sessionId: string; stored: SessionActionView; version: number }

/** The form with which what was agreed is changed. */
export function ReviseActionForm({
  sessionId,
  stored,
  version,
  owners,
  ...returned
}: Returned & Versioned & { owners: Owners }) {
  const t = useText()
  return (
    <form method="post" action={`/sessions/${sessionId}/actions/${stored.id}`} noValidate>
      <HarmFound found={returned.harm} />
      <HarmMasked when={returned.masked} />
      <input type="hidden" name="version" value={version} />
      <ActionFields owners={owners} stored={stored} {...returned} />
      <p className="actions">
        <Button>{t('sessionActions.form.save')}</Button>
      </p>
    </form>
  )
}

/** The form with which somebody says what came of an action. */
export function ResultForm({
  sessionId,
  stored,
  version,
  result,
  ...returned
}: Returned & Versioned & { result: string }) {
  const t = useText()
  const { errors, values } = returned
  return (
    <form method="post" action={`/sessions/${sessionId}/actions/${stored.id}/result`} noValidate>
      <HarmFound found={returned.harm} />
      <HarmMasked when={returned.masked} />
      <input type="hidden" name="version" value={version} />
      <TextArea
        name="result"
        label={t('sessionActions.result.text')}
        hint={`${t('sessionActions.result.textHint')} ${t('site.form.markdown')}`}
        value={typed(values, 'result', result)}
        error={errors?.result}
        rows={5}
        maxLength={longestResult}
      />
      <Choices
        name="state"
        label={t('sessionActions.result.state')}
        value={typed(values, 'state', stored.state)}
        error={errors?.state}
        options={actionStates.map((value) => ({ value, label: t(stateChoices[value]) }))}
      />
      <p className="actions">
        <Button>{t('sessionActions.result.save')}</Button>
      </p>
    </form>
  )
}

const stateChoices = {
  open: 'sessionActions.result.stateOpen',
  done: 'sessionActions.result.stateDone',
  dropped: 'sessionActions.result.stateDropped',
} as const satisfies Record<ActionState, string>
