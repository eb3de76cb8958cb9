import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { compareVersions } from '~/features/lessons/lesson-versions.server'
import { By } from '~/features/lessons/ui/by'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { Changes } from '~/ui/changes'
import { Button, Select } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import { When } from '~/ui/when'

export const meta = pageTitle('lessons.versions.title')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { searchParams } = new URL(request.url)
  const asked = (name: string) => Number(searchParams.get(name)) || null
  return compareVersions(viewer, id, { from: asked('from'), to: asked('to') })
}

export default function LessonVersions() {
  const t = useText()
  const { id, title, versions, from, to, fields } = useLoaderData<typeof loader>()
  const options = versions.map(({ version }) => ({
    value: String(version),
    label: t('lessons.versions.version', { version }),
  }))
  return (
    <Page title={t('lessons.versions.title')} lead={<p>{t('lessons.versions.lead')}</p>}>
      <p>
        <a href={`/lessons/${id}`}>
          <UserText>{title || t('lessons.untitled')}</UserText>
        </a>
      </p>
      <ol className="lines">
        {versions.map(({ version, by, at }) => (
          <li key={version} className="line">
            {t('lessons.versions.version', { version })} · <By by={by} /> · <When at={at} />
          </li>
        ))}
      </ol>
      {versions.length < 2 ? (
        <p>{t('lessons.versions.one')}</p>
      ) : (
        <form action={`/lessons/${id}/versions`} className="find-in-list">
          <Select name="from" label={t('lessons.versions.from')} value={String(from)} options={options} />
          <Select name="to" label={t('lessons.versions.to')} value={String(to)} options={options} />
          <Button kind="plain">{t('lessons.versions.compare')}</Button>
        </form>
      )}
      {versions.length > 1 && fields.length === 0 && <p>{t('lessons.versions.same')}</p>}
      {fields.map(({ name, changes }) => (
        <section key={name} aria-labelledby={`changed-${name}`}>
          <h2 id={`changed-${name}`}>{t(`lessons.fields.${name}`)}</h2>
          <Changes changes={changes} />
        </section>
      ))}
    </Page>
  )
}
