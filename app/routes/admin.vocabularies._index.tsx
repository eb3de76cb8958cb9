import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AdminPage, Notice } from '~/features/members/ui/admin-page'
import { requireAdministrator } from '~/features/members/viewer.server'
import { addTerm } from '~/features/taxonomy/add-term.server'
import { newTermInput, placeValue, type TermKind } from '~/features/taxonomy/term'
import { type CrisisTypeTerm, getVocabulary, type Term } from '~/features/taxonomy/vocabulary.server'
import { useText } from '~/i18n/locale'
import type { MessageKey } from '~/i18n/translate'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, Select, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('admin.vocabularies.title')

const notices: Record<string, MessageKey> = {
  added: 'admin.vocabularies.added',
  renamed: 'admin.vocabularies.renamed',
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdministrator(request)
  const { crisisTypes, phases, stakeholderTypes, typesOfPractice } = await getVocabulary()
  const done = new URL(request.url).searchParams.get('done') ?? ''
  return {
    crisisTypes,
    lists: [
      { kind: 'phase', terms: phases },
      { kind: 'typeOfPractice', terms: typesOfPractice },
      { kind: 'stakeholderType', terms: stakeholderTypes },
    ] satisfies { kind: TermKind; terms: Term[] }[],
    notice: Object.hasOwn(notices, done) ? notices[done] : undefined,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const form = await request.formData()
  const parsed = parseForm(newTermInput, form)
  if (!parsed.ok) return invalid(parsed)
  const errors = await addTerm(viewer, parsed.value.place, parsed.value.label)
  if (errors) return invalid({ errors, values: formValues(form) })
  return seeOther('/admin/vocabularies?done=added')
}

export default function Vocabularies() {
  const t = useText()
  const { crisisTypes, lists, notice } = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  return (
    <AdminPage title={t('admin.vocabularies.title')} here="vocabularies">
      <ErrorSummary errors={errors} />
      {notice && !errors && <Notice>{t(notice)}</Notice>}
      <h2>{t('admin.vocabularies.addTitle')}</h2>
      <form method="post" action="/admin/vocabularies?index">
        <Select
          name="place"
          label={t('admin.vocabularies.place')}
          empty={t('admin.vocabularies.choosePlace')}
          options={usePlaces(crisisTypes)}
          value={typed(values, 'place')}
          error={errors?.place}
          required
        />
        <Field
          name="label"
          label={t('admin.vocabularies.label')}
          hint={t('admin.vocabularies.labelHint')}
          value={typed(values, 'label')}
          error={errors?.label}
          maxLength={100}
          required
        />
        <Button>{t('admin.vocabularies.addButton')}</Button>
      </form>
      <h2>{t('admin.vocabularies.crisisType')}</h2>
      <ul>
        {crisisTypes.map((type) => (
          <li key={type.slug}>
            <TermLine kind="crisisType" term={type} />
            <TermList kind="crisisType" terms={type.children} />
          </li>
        ))}
      </ul>
      {lists.map(({ kind, terms }) => (
        <section key={kind}>
          <h2>{t(`admin.vocabularies.${kind}`)}</h2>
          <TermList kind={kind} terms={terms} />
        </section>
      ))}
    </AdminPage>
  )
}

function usePlaces(crisisTypes: CrisisTypeTerm[]): { value: string; label: string }[] {
  const t = useText()
  return [
    { value: placeValue({ kind: 'crisisType' }), label: t('admin.vocabularies.crisisTypesFirst') },
    ...crisisTypes.map(({ slug, label }) => ({
      value: placeValue({ kind: 'crisisType', parent: slug }),
      label: t('admin.vocabularies.crisisTypesBelow', { parent: label }),
    })),
    { value: placeValue({ kind: 'typeOfPractice' }), label: t('admin.vocabularies.typeOfPractice') },
    { value: placeValue({ kind: 'stakeholderType' }), label: t('admin.vocabularies.stakeholderType') },
  ]
}

function TermList({ kind, terms }: { kind: TermKind; terms: Term[] }) {
  if (terms.length === 0) return null
  return (
    <ul>
      {terms.map((term) => (
        <li key={term.slug}>
          <TermLine kind={kind} term={term} />
        </li>
      ))}
    </ul>
  )
}

function TermLine({ kind, term: { slug, label } }: { kind: TermKind; term: Term }) {
  const t = useText()
  return (
    <>
      <UserText>{label}</UserText>{' '}
      <a href={`/admin/vocabularies/${kind}/${slug}`} aria-label={t('admin.vocabularies.renameOne', { label })}>
        {t('admin.vocabularies.rename')}
      </a>
    </>
  )
}
