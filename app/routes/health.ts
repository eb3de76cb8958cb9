import { databaseAnswers } from '~/features/reference/database-answers.server'

/** For whoever watches the process: 200 when the database answers. */
export async function loader() {
  const ok = await databaseAnswers()
  return Response.json({ ok }, { status: ok ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
