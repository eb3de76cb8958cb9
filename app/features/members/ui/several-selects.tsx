import { useText } from '~/i18n/locale'
import type { Message } from '~/i18n/translate'

type Choice = { value: string; label: string }

/** A few choices from a long list: as many drop-downs as may be chosen, which work everywhere and load no boxes by the hundred. */
export function SeveralSelects({
  kind,
  values,
  choices,
  most,
  error,
}: {
  kind: 'country' | 'language'
  values: string[]
  choices: Choice[]
  most: number
  error?: Message
}) {
  const t = useText()
  const described = [`${kind}-hint`, error && `${kind}-error`].filter(Boolean).join(' ')
  return (
    <fieldset className={error ? 'field field-wrong' : 'field'} id={kind} aria-describedby={described}>
      <legend>{t(`members.${kind}.label`)}</legend>
      <p className="hint" id={`${kind}-hint`}>
        {t(`members.${kind}.hint`)}
      </p>
      {error && (
        <p className="error" id={`${kind}-error`}>
          {t(error.key, error.params)}
        </p>
      )}
      <div className="several">
        {Array.from({ length: most }, (_, index) => index + 1).map((number) => (
          <select
            key={number}
            name={kind}
            aria-label={t(`members.${kind}.each`, { number })}
            defaultValue={values[number - 1] ?? ''}
          >
            <option value="">{t(`members.${kind}.none`)}</option>
            {choices.map(({ value, label }) => (
              <option key={value} value={value} data-user-text="">
                {label}
              </option>
            ))}
          </select>
        ))}
      </div>
    </fieldset>
  )
}
