import { useText } from '~/i18n/locale'
import type { Message } from '~/i18n/translate'
import { Field } from '~/ui/form'

/** A password to type. A new one says what is asked of it; what was typed is never sent back. */
export function PasswordField({
  name = 'password',
  label,
  error,
  isNew = false,
}: {
  name?: string
  label?: string
  error?: Message
  isNew?: boolean
}) {
  const t = useText()
  return (
    <Field
      name={name}
      type="password"
      label={label ?? t('members.password.label')}
      hint={isNew ? t('members.password.hint') : undefined}
      error={error}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      required
    />
  )
}
