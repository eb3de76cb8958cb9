import { db } from '~/db.server'
import { follow } from '~/features/following/follow.server'
import { changeRole } from '~/features/members/change-role.server'
import { profileInput, signUpInput } from '~/features/members/member'
import { reviseProfile } from '~/features/members/revise-profile.server'
import { signOut } from '~/features/members/sign-out.server'
import { signUp } from '~/features/members/sign-up.server'
import type { Viewer } from '~/features/members/viewer'
import { asOf, type Step } from './as-of.server'
import type { DemoContent, DemoPerson, Name } from './content.server'
import { daysBefore } from './moments'

/** Finds somebody of the demo. @throws Error where nobody is called so */
export type People = (name: Name) => Viewer

/** The accounts of the demo, with their profiles and roles. */
export async function seedPeople({ people, password }: DemoContent, now: Date): Promise<People> {
  const viewers = new Map<Name, Viewer>()
  for (const [name, person] of Object.entries(people)) {
    viewers.set(name, await asOf(daysBefore(now, 40), () => join(person, password)))
  }
  return (name) => {
    const viewer = viewers.get(name)
    if (!viewer) throw new Error(`Nobody in the demo is called "${name}".`)
    return viewer
  }
}

async function join(person: DemoPerson, password: string): Promise<Viewer> {
  const signedUp = await signUp(signUpInput.parse({ ...person, password }), '127.0.0.1')
  if (!signedUp.ok) throw new Error(`${person.name} cannot sign up: ${JSON.stringify(signedUp.errors)}`)
  await signOut(signedUp.signInId)
  const viewer = await viewerByEmail(person.email)
  if (person.role) await changeRole('operator', viewer.id, person.role)
  const wrong = await reviseProfile(viewer, profileInput.parse(person))
  if (wrong) throw new Error(`${person.name} has a wrong profile: ${JSON.stringify(wrong)}`)
  return viewerByEmail(person.email)
}

const viewerByEmail = (email: string) =>
  db.member.findUniqueOrThrow({
    where: { email },
    select: { id: true, name: true, role: true, timeZone: true, organizationId: true, stakeholderTypeSlug: true },
  }) as Promise<Viewer>

/** What people follow, from before the first thread. */
export const followSteps = ({ people }: DemoContent, who: People, now: Date): Step[] =>
  Object.entries(people).flatMap(([name, { follows }]) =>
    follows.map((target) => ({ at: daysBefore(now, 30), take: () => follow(who(name), target) })),
  )
