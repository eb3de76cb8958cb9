import type { LoaderFunctionArgs } from '@remix-run/node'
import { coverage, coverageView } from '~/features/insights/coverage.server'
import { coverageCsv } from '~/features/insights/coverage-files'
import { readerOf } from '~/features/members/reader.server'
import { translate } from '~/i18n/translate'

export async function loader({ request }: LoaderFunctionArgs) {
  const { locale } = await readerOf(request)
  const matrix = await coverage(coverageView(new URL(request.url).searchParams))
  return new Response(coverageCsv(matrix, translate(locale)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="coverage.csv"',
    },
  })
}
