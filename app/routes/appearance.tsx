import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { useText } from '~/i18n/locale'
import { schemeCookie, schemeOf, schemes } from '~/lib/appearance'
import { parseForm } from '~/lib/forms'
import { cameFrom, invalid, localPath, privatePage, seeOther } from '~/lib/http.server'
import { Button, Choices, ErrorSummary, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('site.appearance.title')

const appearanceInput = z.object({
  scheme: z.enum(schemes, 'site.appearance.missing'),
  back: z.string().transform((value) => localPath(value)),
})

/** It differs from browser to browser. */
export const headers = privatePage

export async function loader({ request }: LoaderFunctionArgs) {
  return { scheme: schemeOf(request.headers.get('cookie')), back: cameFrom(request) }
}

export async function action({ request }: ActionFunctionArgs) {
  const parsed = parseForm(appearanceInput, await request.formData())
  if (!parsed.ok) return invalid(parsed)
  return seeOther(parsed.value.back, { 'Set-Cookie': schemeCookie(parsed.value.scheme) })
}

export default function Appearance() {
  const t = useText()
  const { scheme, back } = useLoaderData<typeof loader>()
  const { errors, values } = useActionData<typeof action>() ?? {}
  return (
    <Page title={t('site.appearance.title')}>
      <ErrorSummary errors={errors} />
      <form method="post" action="/appearance">
        <input type="hidden" name="back" value={typed(values, 'back', back)} />
        <Choices
          name="scheme"
          label={t('site.appearance.label')}
          options={schemes.map((value) => ({ value, label: t(`site.appearance.${value}`) }))}
          value={scheme}
          error={errors?.scheme}
        />
        <Button>{t('site.appearance.save')}</Button>
      </form>
    </Page>
  )
}
