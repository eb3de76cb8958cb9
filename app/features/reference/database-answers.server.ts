import { db } from '~/db.server'

/** Whether the database answers and holds the reference data: what `/health` tells. */
export async function databaseAnswers(): Promise<boolean> {
  try {
    return (await db.guideline.findFirst({ select: { number: true } })) !== null
  } catch {
    return false
  }
}
