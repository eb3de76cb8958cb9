import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { languageChoices, mostCountries, mostLanguages, profileInput, timeZoneChoices } from '~/features/members/member'
import { ownProfile } from '~/features/members/queries.server'
import { readerOf } from '~/features/members/reader.server'
import { reviseProfile } from '~/features/members/revise-profile.server'
import { Notice } from '~/features/members/ui/admin-page'
import { OrganizationField } from '~/features/members/ui/organization-field'
import { SeveralSelects } from '~/features/members/ui/several-selects'
import { requireViewer } from '~/features/members/viewer.server'
import { countryCodes, countryName } from '~/features/taxonomy/country'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { useText } from '~/i18n/locale'
import type { MessageKey } from '~/i18n/translate'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, Select, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('members.profile.title')

const notices: Record<string, MessageKey> = {
  saved: 'members.profile.saved',
  password: 'members.profile.passwordChanged',
}

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const [profile, { formats }, { stakeholderTypes }] = await Promise.all([
    ownProfile(viewer),
    readerOf(request),
    getVocabulary(),
  ])
  const done = new URL(request.url).searchParams.get('done') ?? ''
  return {
    id: viewer.id,
    profile,
    notice: Object.hasOwn(notices, done) ? notices[done] : undefined,
    stakeholderTypes: stakeholderTypes.map(({ slug, label }) => ({ value: slug, label })),
    countries: countryCodes()
      .map((value) => ({ value, label: countryName(value, formats) }))
      .sort((a, b) => a.label.localeCompare(b.label, formats)),
    languages: languageChoices(formats),
    timeZones: timeZoneChoices(profile.timeZone),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const parsed = parseForm(profileInput, form)
  if (!parsed.ok) return invalid(parsed)
  const errors = await reviseProfile(viewer, parsed.value)
  if (errors) return invalid({ errors, values: formValues(form) })
  return seeOther('/profile?done=saved')
}

export default function Profile() {
  const t = useText()
  const { id, profile, notice, stakeholderTypes, countries, languages, timeZones } = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  return (
    <Page
      title={t('members.profile.title')}
      aside={
        <>
          <p>
            <a href={`/members/${id}`}>{t('members.profile.public')}</a>
          </p>
          <p>
            <a href="/profile/password">{t('members.profile.changePassword')}</a>
          </p>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      {notice && !errors && <Notice>{t(notice)}</Notice>}
      <p>{t('members.profile.email', { email: profile.email })}</p>
      <form method="post" action="/profile">
        <Field
          name="name"
          label={t('members.name.label')}
          hint={t('members.name.hint')}
          value={typed(values, 'name', profile.name)}
          error={errors?.name}
          autoComplete="name"
          maxLength={100}
          required
        />
        <OrganizationField value={typed(values, 'organization', profile.organization)} error={errors?.organization} />
        <Select
          name="stakeholderType"
          label={t('members.stakeholderType.label')}
          empty={t('members.stakeholderType.choose')}
          options={stakeholderTypes}
          value={typed(values, 'stakeholderType', profile.stakeholderType)}
          error={errors?.stakeholderType}
          required
        />
        <TextArea
          name="expertise"
          rows={3}
          label={t('members.expertise.label')}
          hint={t('members.expertise.hint')}
          value={typed(values, 'expertise', profile.expertise)}
          error={errors?.expertise}
          maxLength={500}
        />
        <SeveralSelects
          kind="country"
          values={values ? (values.country ?? []) : profile.country}
          choices={countries}
          most={mostCountries}
          error={errors?.country}
        />
        <SeveralSelects
          kind="language"
          values={values ? (values.language ?? []) : profile.language}
          choices={languages}
          most={mostLanguages}
          error={errors?.language}
        />
        <Select
          name="timeZone"
          label={t('members.timeZone.label')}
          hint={t('members.timeZone.hint')}
          options={timeZones}
          value={typed(values, 'timeZone', profile.timeZone)}
          error={errors?.timeZone}
        />
        <Button>{t('members.profile.button')}</Button>
      </form>
    </Page>
  )
}
