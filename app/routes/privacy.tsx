import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('site.privacy.title')

const parts = ['kept', 'seen', 'cookie', 'others', 'ends'] as const

export default function Privacy() {
  const t = useText()
  return (
    <Page title={t('site.privacy.title')}>
      {parts.map((part) => (
        <section key={part}>
          <h2>{t(`site.privacy.${part}Title`)}</h2>
          <p>{t(`site.privacy.${part}`)}</p>
        </section>
      ))}
    </Page>
  )
}
