import { db } from '~/db.server'
import { organizationKey } from '~/features/members/member'
import type { Viewer } from '~/features/members/viewer'
import { renderMarkdown } from '~/lib/markdown.server'
import type { TransitionInput } from './lesson'
import { type EvidenceKind, evidenceKinds, type LessonState, type Owner } from './life-cycle'
import { type Passing, passLesson } from './pass-lesson.server'
import { lessonWhere } from './queries.server'

/**
 * Takes a lesson to another state with what was typed for it: an owner by e-mail, id or an organization's name, a due
 * date, evidence, the lesson that stands in its place by id or address.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who may not, 409 with what is unmet (`Unready`)
 */
export async function transitionLesson(viewer: Viewer, lessonId: string, input: TransitionInput): Promise<void> {
  const { to, note, version, dueDate } = input
  const html = to === 'lesson-learned' ? await renderMarkdown(input.evidence) : ''
  const look = async (): Promise<Passing> => ({
    to,
    note,
    version,
    dueDate,
    ...(to === 'lesson-identified' && { owner: await findOwner(input.owner) }),
    ...(to === 'lesson-learned' && (await findEvidence(lessonId, input, html))),
    ...(to === 'duplicate-of' && { target: await findTarget(viewer, input.duplicateOf) }),
    ...(to === 'superseded-by' && { target: await findTarget(viewer, input.supersededBy) }),
  })
  await passLesson(viewer, lessonId, look, to)
}

/** Who is meant by an e-mail address, a member's id, or an organization's name in any spelling. Banned members are nobody. */
async function findOwner(text: string): Promise<Owner | 'unknown' | null> {
  const typed = text.trim()
  if (!typed) return null
  const member = await db.member.findFirst({
    where: { bannedAt: null, OR: [{ id: typed }, { email: typed.toLowerCase() }] },
    select: { id: true },
  })
  if (member) return { memberId: member.id }
  const organization = await db.organization.findFirst({
    where: { OR: [{ id: typed }, { key: organizationKey(typed) }] },
    select: { id: true, mergedIntoId: true },
  })
  return organization ? { organizationId: organization.mergedIntoId ?? organization.id } : 'unknown'
}

/** A lesson by its id or address, where it exists for the viewer. */
async function findTarget(viewer: Viewer, text: string): Promise<Passing['target']> {
  const id = /(?:^|\/lessons\/)([0-9a-z]+)(?:[/?#.].*)?$/i.exec(text.trim())?.[1]
  if (!text.trim()) return null
  const found = id
    ? await db.lesson.findFirst({ where: { AND: [{ id }, lessonWhere(viewer)] }, select: { id: true, state: true } })
    : null
  return found ? { id: found.id, state: found.state as LessonState } : 'unknown'
}

/** A reuse of this very lesson, or what was typed: with an address it is a document unless said otherwise. */
async function findEvidence(
  lessonId: string,
  { evidence: text, evidenceKind, reuse: reuseId }: TransitionInput,
  html: string,
): Promise<Pick<Passing, 'evidence' | 'evidenceRow'>> {
  const typed = text.trim()
  if (reuseId) {
    const reuse = await db.reuse.findFirst({ where: { id: reuseId, lessonId }, select: { helped: true } })
    if (!reuse) return { evidence: null }
    return {
      evidence: { kind: 'reuse', helped: reuse.helped },
      evidenceRow: { kind: 'reuse', text: typed, html, url: null, reuseId },
    }
  }
  if (!typed) return { evidence: null }
  const url = /https?:\/\/[^\s<>()"']+/.exec(typed)?.[0] ?? null
  const kind = kindOf(evidenceKind) ?? (url ? 'document' : 'procedure')
  return { evidence: { kind, helped: undefined }, evidenceRow: { kind, text: typed, html, url, reuseId: null } }
}

const kindOf = (value: string): EvidenceKind | undefined => evidenceKinds.find((kind) => kind === value)
