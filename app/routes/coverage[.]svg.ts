import type { LoaderFunctionArgs } from '@remix-run/node'
import { coverage, coverageView } from '~/features/insights/coverage.server'
import { coveragePicture } from '~/features/insights/coverage-files'
import { readerOf } from '~/features/members/reader.server'
import { translate } from '~/i18n/translate'

export async function loader({ request }: LoaderFunctionArgs) {
  const { locale } = await readerOf(request)
  const matrix = await coverage(coverageView(new URL(request.url).searchParams))
  return new Response(coveragePicture(matrix, translate(locale)), {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      // A picture can be opened by itself too: it may do nothing there.
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
