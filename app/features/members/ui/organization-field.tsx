import { useText } from '~/i18n/locale'
import type { Message } from '~/i18n/translate'
import { Field } from '~/ui/form'
import { Island } from '~/ui/island'

/** One line for an organization's name; where scripts run, the known ones are offered while typing. */
export function OrganizationField({ value, error }: { value: string; error?: Message }) {
  const t = useText()
  return (
    <Island name="organization">
      <Field
        name="organization"
        label={t('members.organization.label')}
        hint={t('members.organization.hint')}
        value={value}
        error={error}
        autoComplete="organization"
        list="organizations"
        maxLength={200}
        required
      />
      <datalist id="organizations" />
    </Island>
  )
}
