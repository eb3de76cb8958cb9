import { useText } from '~/i18n/locale'
import type { Message } from '~/i18n/translate'
import { Field } from '~/ui/form'
import { longestTitle } from '../thread'

/** The title of a thread, in the forms that start and change one. */
export function TitleField({ value, error }: { value: string; error?: Message }) {
  const t = useText()
  return (
    <Field
      name="title"
      label={t('threads.new.titleLabel')}
      hint={t('threads.new.titleHint')}
      value={value}
      error={error}
      maxLength={longestTitle}
      required
    />
  )
}
