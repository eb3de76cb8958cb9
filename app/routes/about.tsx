import { useRouteLoaderData } from '@remix-run/react'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('site.about.meta')

export default function About() {
  const t = useText()
  const { siteName } = useRouteLoaderData('root') as { siteName: string }
  return (
    <Page title={t('site.about.title', { name: siteName })}>
      <p>{t('site.about.what')}</p>
      <p>{t('site.about.who')}</p>
      <h2>{t('site.about.rulesTitle')}</h2>
      <ul>
        <li>{t('site.about.ruleMethods')}</li>
        <li>{t('site.about.ruleAttribution')}</li>
        <li>{t('site.about.ruleReview')}</li>
        <li>{t('site.about.ruleRooms')}</li>
      </ul>
      <h2>{t('site.about.sourcesTitle')}</h2>
      <p>{t('site.about.sources')}</p>
      <p>
        <a href="https://micicinitiative.iom.int/" rel="noopener" data-user-text="">
          micicinitiative.iom.int
        </a>
      </p>
    </Page>
  )
}
