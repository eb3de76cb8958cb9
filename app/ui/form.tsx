import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'
import type { Message } from '~/i18n/translate'
import type { FormErrors, FormValues } from '~/lib/forms'

type FieldProps = {
  name: string
  label: string
  hint?: string
  error?: Message
  /** What was typed before, or what is there to edit. */
  value?: string
  required?: boolean
}

const described = (name: string, hint?: string, error?: Message) =>
  [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined

/** Label, hint and error around one control. The control's id is its name. */
export function FieldFrame({ name, label, hint, error, children }: FieldProps & { children: ReactNode }) {
  const t = useText()
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${name}-error`}>
          {t(error.key, error.params)}
        </p>
      )}
      {children}
    </div>
  )
}

/** One line to fill in. */
export function Field({
  type = 'text',
  autoComplete,
  inputMode,
  list,
  maxLength,
  ...frame
}: FieldProps & {
  type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'datetime-local'
  autoComplete?: string
  inputMode?: 'numeric' | 'email'
  list?: string
  maxLength?: number
}) {
  const { name, value, hint, error, required } = frame
  return (
    <FieldFrame {...frame}>
      <input
        id={name}
        name={name}
        type={type}
        defaultValue={value}
        dir={type === 'text' || type === 'search' ? 'auto' : undefined}
        required={required}
        autoComplete={autoComplete}
        inputMode={inputMode}
        list={list}
        maxLength={maxLength}
        aria-describedby={described(name, hint, error)}
        aria-invalid={error ? true : undefined}
      />
    </FieldFrame>
  )
}

/** Several lines to fill in. */
export function TextArea({ rows = 6, maxLength, ...frame }: FieldProps & { rows?: number; maxLength?: number }) {
  const { name, value, hint, error, required } = frame
  return (
    <FieldFrame {...frame}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        defaultValue={value}
        dir="auto"
        required={required}
        maxLength={maxLength}
        aria-describedby={described(name, hint, error)}
        aria-invalid={error ? true : undefined}
      />
    </FieldFrame>
  )
}

/** One of a few or many. `empty` is the sentence of the choice that chooses nothing. */
export function Select({
  options,
  empty,
  ...frame
}: FieldProps & { options: { value: string; label: string }[]; empty?: string }) {
  const { name, value, hint, error, required } = frame
  return (
    <FieldFrame {...frame}>
      <select
        id={name}
        name={name}
        defaultValue={value ?? ''}
        required={required}
        aria-describedby={described(name, hint, error)}
        aria-invalid={error ? true : undefined}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} data-user-text="">
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

/** A choice among a few, all of them in sight, each with a sentence of its own where it needs one. */
export function Choices({
  name,
  label,
  hint,
  error,
  value,
  options,
  type = 'radio',
}: Omit<FieldProps, 'required'> & {
  options: { value: string; label: string; hint?: string; checked?: boolean }[]
  type?: 'radio' | 'checkbox'
}) {
  const t = useText()
  return (
    <fieldset
      className={error ? 'field field-wrong' : 'field'}
      id={name}
      aria-describedby={described(name, hint, error)}
    >
      <legend>{label}</legend>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${name}-error`}>
          {t(error.key, error.params)}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type={type}
            name={name}
            value={option.value}
            defaultChecked={option.checked ?? option.value === value}
          />
          <span>
            {option.label}
            {option.hint && <span className="hint"> {option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** What is wrong with a form that came back, each line a link to its field. Stands first on the page. */
export function ErrorSummary({ errors }: { errors?: FormErrors }) {
  const t = useText()
  const list = Object.entries(errors ?? {})
  if (list.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} id="errors">
      <h2>{t('site.form.problems', { count: list.length })}</h2>
      <ul>
        {list.map(([field, { key, params }]) => (
          <li key={field}>
            <a href={`#${field}`}>{t(key, params)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The button that does what a form is for. `plain` is for the second thing a form can do. */
export function Button({
  children,
  name,
  value,
  kind = 'main',
  formNoValidate,
}: {
  children: ReactNode
  name?: string
  value?: string
  kind?: 'main' | 'plain' | 'danger' | 'link'
  formNoValidate?: boolean
}) {
  return (
    <button type="submit" className={`button button-${kind}`} name={name} value={value} formNoValidate={formNoValidate}>
      {children}
    </button>
  )
}

/**
 * What Enter in a field of a long form presses: a browser takes the first button, which may be another than the main one.
 * Stands first in the form, unseen, and sends `enter` with the intent of the button that it stands for.
 */
export const EnterButton = ({ intent = '' }: { intent?: string }) => (
  <input
    type="submit"
    name="enter"
    value={intent}
    className="visually-hidden"
    tabIndex={-1}
    aria-hidden="true"
    formNoValidate
  />
)

/** The hidden id that makes sending a form twice one write. The server makes it; what came back is kept. */
export const ClientId = ({ value }: { value: string }) => <input type="hidden" name="clientId" value={value} />

/** What was typed into one field of a form that came back, else what is there to edit. */
export const typed = (values: FormValues | undefined, name: string, otherwise = ''): string =>
  values ? (values[name]?.[0] ?? '') : otherwise
