import { useLoaderData } from '@remix-run/react'
import { contextHref } from '~/features/context/context'
import { countContexts } from '~/features/insights/count-contexts.server'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('context.page.crisisTypes')

export async function loader() {
  const [{ crisisTypes, phases }, counts] = await Promise.all([getVocabulary(), countContexts()])
  return { crisisTypes, phases, counts }
}

type Counted = { slug: string; label: string }

export default function CrisisTypes() {
  const t = useText()
  const { crisisTypes, phases, counts } = useLoaderData<typeof loader>()
  return (
    <Page
      title={t('context.page.crisisTypes')}
      lead={<p>{t('context.page.crisisTypesLead')}</p>}
      aside={
        <>
          <h2>{t('context.groups.phase')}</h2>
          <ul className="counts">
            {phases.map((phase) => (
              <li key={phase.slug}>
                <CountedLink href={contextHref.phase(phase.slug)} term={phase} count={counts.phases[phase.slug]} />
              </li>
            ))}
          </ul>
        </>
      }
    >
      {crisisTypes.map((family) => (
        <section key={family.slug}>
          <h2>
            <CountedLink
              href={contextHref.crisisType(family.slug)}
              term={family}
              count={counts.crisisTypes[family.slug]}
              family={family.slug}
            />
          </h2>
          <ul className="counts">
            {family.children.map((child) => (
              <li key={child.slug}>
                <CountedLink
                  href={contextHref.crisisType(child.slug)}
                  term={child}
                  count={counts.crisisTypes[child.slug]}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}

function CountedLink({
  href,
  term,
  count = 0,
  family,
}: {
  href: string
  term: Counted
  count?: number
  family?: string
}) {
  return (
    <>
      <a href={href} className={family && `kind-${family}`}>
        <UserText>{term.label}</UserText>
      </a>{' '}
      <span className="muted">{count}</span>
    </>
  )
}
