import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Button, Choices, ClientId, ErrorSummary, Field, Select, TextArea, typed } from '~/ui/form'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import { helpedAnswers, longestAnswer, longestCrisis } from '../reuse'
import type { ReuseFormView } from '../reuse-form.server'

type Props = {
  /** What was used. */
  thing: { title: string; href: string }
  view: ReuseFormView
  /** The form as it came back. */
  sent?: { errors: FormErrors; values: FormValues }
  /** What else stands first in the form. */
  children?: ReactNode
}

/** The page of "I used this": where, in which crisis, when, what was changed, did it help, why. */
export function ReuseFormPage({ thing, view, sent, children }: Props) {
  const t = useText()
  const errors = sent?.errors ?? {}
  const values = sent?.values
  const field = (name: string) => ({ name, value: typed(values, name), error: errors[name] })
  return (
    <Page title={t('reuses.form.title')}>
      <ErrorSummary errors={errors} />
      <p>
        <a href={thing.href}>
          <UserText>{thing.title}</UserText>
        </a>
      </p>
      <p>{t('reuses.form.lead')}</p>
      <p className="notice">{t('reuses.form.harm')}</p>
      <form method="post" action={`${thing.href}/reuses`} noValidate>
        {children}
        <ClientId value={typed(values, 'clientId', view.clientId)} />
        <Select
          {...field('country')}
          label={t('reuses.fields.country')}
          empty={t('reuses.form.chooseCountry')}
          options={view.countries}
          required
        />
        <Field
          {...field('crisis')}
          label={t('reuses.fields.crisis')}
          hint={t('reuses.hints.crisis')}
          list="crises"
          maxLength={longestCrisis}
          required
        />
        <datalist id="crises">
          {view.crisisTypes.map((label) => (
            <option key={label} value={label} />
          ))}
        </datalist>
        <Field {...field('when')} type="date" label={t('reuses.fields.when')} hint={t('reuses.hints.when')} required />
        <TextArea
          {...field('changed')}
          label={t('reuses.fields.changed')}
          hint={t('reuses.hints.changed')}
          rows={3}
          maxLength={longestAnswer}
        />
        <Choices
          {...field('helped')}
          label={t('reuses.fields.helped')}
          options={helpedAnswers.map((value) => ({ value, label: t(`reuses.answers.${value}`) }))}
        />
        <TextArea
          {...field('why')}
          label={t('reuses.fields.why')}
          hint={t('reuses.hints.why')}
          rows={3}
          maxLength={longestAnswer}
        />
        <div className="actions">
          <Button>{t('reuses.form.button')}</Button>
          <a href={thing.href}>{t('reuses.form.back')}</a>
        </div>
      </form>
    </Page>
  )
}
