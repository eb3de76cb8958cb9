import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { citedVersion } from '~/features/exports/cited-version.server'
import { lessonTexts } from '~/features/lessons/lesson'
import { By } from '~/features/lessons/ui/by'
import { viewerOf } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { dataTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserHtml } from '~/ui/user-text'
import { When } from '~/ui/when'

export const meta = dataTitle(({ cited }: Awaited<ReturnType<typeof loader>>) => cited.title)

/** What a lesson said in a version that somebody cited. */
export async function loader({ request, params: { id = '', version = '' } }: LoaderFunctionArgs) {
  const number = /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0
  return { cited: await citedVersion(await viewerOf(request), id, number) }
}

export default function LessonVersion() {
  const t = useText()
  const { cited } = useLoaderData<typeof loader>()
  return (
    <Page
      title={cited.title}
      userTitle
      lead={
        <p className="notice">
          {t('exports.version.notice', { version: cited.version })} <When at={cited.at} as="date" />.{' '}
          <a href={`/lessons/${cited.id}`}>{t('exports.version.newest')}</a>
        </p>
      }
    >
      <p>
        {t('lessons.page.by')} <By by={cited.by} />
      </p>
      {lessonTexts
        .filter((name) => cited.html[name])
        .map((name) => (
          <section key={name}>
            <h2>{t(`lessons.fields.${name}`)}</h2>
            <UserHtml html={cited.html[name]} />
          </section>
        ))}
    </Page>
  )
}
