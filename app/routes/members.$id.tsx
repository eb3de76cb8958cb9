import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listLessons } from '~/features/lessons/queries.server'
import { LessonList } from '~/features/lessons/ui/lesson-list'
import { getMember } from '~/features/members/queries.server'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { countryName } from '~/features/taxonomy/country'
import { listThreads } from '~/features/threads/queries.server'
import { ThreadList } from '~/features/threads/ui/thread-list'
import { useText } from '~/i18n/locale'
import { dataTitle } from '~/ui/meta'
import { EmptyState, Page, StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = dataTitle<Awaited<ReturnType<typeof loader>>>(({ member }) => member.name)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const member = await getMember(viewer, params.id ?? '')
  const written = { limit: 10, formats, authorId: member.id }
  const [lessons, threads] = await Promise.all([listLessons(viewer, {}, written), listThreads(viewer, {}, written)])
  const languages = new Intl.DisplayNames([formats, 'en'], { type: 'language' })
  return {
    member,
    countries: member.countries.map((code) => countryName(code, formats)),
    languages: member.languages.map((tag) => languages.of(tag) ?? tag),
    lessons: lessons.rows,
    threads: threads.rows,
    isOwn: viewer?.id === member.id,
  }
}

export default function Member() {
  const t = useText()
  const { member, countries, languages, lessons, threads, isOwn } = useLoaderData<typeof loader>()
  const facts = [
    { name: 'organization', values: member.organization ? [member.organization] : [] },
    { name: 'stakeholderType', values: member.stakeholderType ? [member.stakeholderType] : [] },
    { name: 'expertise', values: member.expertise ? [member.expertise] : [] },
    { name: 'countries', values: countries },
    { name: 'languages', values: languages },
  ] as const
  const told = facts.filter(({ values }) => values.length > 0)
  return (
    <Page title={member.name} userTitle>
      {(member.banned || member.role !== 'member') && (
        <p>
          {member.banned && <StateLabel tone="danger">{t('members.ban.banned')}</StateLabel>}{' '}
          {member.role !== 'member' && <StateLabel>{t(`members.role.${member.role}`)}</StateLabel>}
        </p>
      )}
      {told.length === 0 && <EmptyState>{t('members.page.empty')}</EmptyState>}
      {told.length > 0 && (
        <dl>
          {told.map(({ name, values }) => (
            <div key={name}>
              <dt>{t(`members.page.${name}`)}</dt>
              {values.map((value) => (
                <dd key={value}>
                  <UserText>{value}</UserText>
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )}
      {isOwn && (
        <p>
          <a href="/profile">{t('members.page.edit')}</a>
        </p>
      )}
      {lessons.length > 0 && (
        <section>
          <h2>{t('members.page.lessons')}</h2>
          <LessonList rows={lessons} />
        </section>
      )}
      {threads.length > 0 && (
        <section>
          <h2>{t('members.page.threads')}</h2>
          <ThreadList rows={threads} />
        </section>
      )}
    </Page>
  )
}
