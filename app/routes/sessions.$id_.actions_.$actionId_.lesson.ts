import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { harvestAction } from '~/features/harvest/harvest-action.server'
import { requireViewer } from '~/features/members/viewer.server'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'
import { clientIdInput } from '~/lib/ids'

export { FormOnly as default } from '~/ui/form-only'

const input = z.object({ clientId: clientIdInput })

export const loader = ({ params: { id = '', actionId = '' } }: LoaderFunctionArgs) =>
  seeOther(`/sessions/${id}/actions/${actionId}`)

/** Makes a lesson draft of what came of an action. 303 to the draft; 400, 403, 404, 409. */
export async function action({ request, params: { id = '', actionId = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(input, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'site.errors.clientId')
  const lesson = await harvestAction(viewer, id, actionId, parsed.value.clientId)
  return seeOther(`/lessons/${lesson.id}/edit`)
}
