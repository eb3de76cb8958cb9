import { db } from '~/db.server'
import { lessonWhere } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'

/** @returns the newest version of a lesson. @throws AppError 404 where it does not exist for the viewer */
export async function newestVersion(viewer: Viewer | null, id: string): Promise<number> {
  const lesson = await db.lesson.findFirst({ where: { AND: [{ id }, lessonWhere(viewer)] }, select: { version: true } })
  if (!lesson) throw notFound()
  return lesson.version
}
