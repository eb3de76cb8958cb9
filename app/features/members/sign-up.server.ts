import type { z } from 'zod'
import { db, inTransaction } from '~/db.server'
import type { FormErrors } from '~/lib/forms'
import { newId } from '~/lib/ids'
import { rateLimit } from '~/lib/rate-limit.server'
import { networkOf } from './guessing.server'
import type { signUpInput } from './member'
import { organizationNamed } from './organization.server'
import { hashPassword, passwordProblem } from './password.server'
import { signIn } from './sign-in.server'
import { startSignIn } from './start-sign-in.server'

type SignedUp = { ok: true; signInId: string } | { ok: false; errors: FormErrors }

/** New accounts from one network; a class that learns the site together is one network. */
const accounts = rateLimit('sign-up', 40, 3_600)
/** Forms from one network: to say how good a password is takes as long as ten pages. */
const attempts = rateLimit('sign-up-attempt', 150, 600)

/**
 * Makes an account, with its organization where that is new, and signs its owner in. The same form sent twice, or by
 * somebody who has the account and knows its password, signs in.
 * @param address the network address of the browser
 * @throws AppError 429 after too many from one network
 */
export async function signUp(input: z.output<typeof signUpInput>, address: string): Promise<SignedUp> {
  const { name, email, password, organization, stakeholderType, timeZone } = input
  const errors = await accountProblems(input, address)
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  await accounts.take(networkOf(address))

  const passwordHash = await hashPassword(password)
  const signInId = await inTransaction(async () => {
    if (await db.member.findUnique({ where: { email }, select: { id: true } })) return null
    const id = newId()
    const organizationId = await organizationNamed(organization)
    await db.member.create({
      data: {
        ...{ id, email, name, passwordHash, organizationId, timeZone },
        stakeholderTypeSlug: stakeholderType,
        createdAt: new Date(),
      },
    })
    return startSignIn(id)
  })
  if (signInId) return { ok: true, signInId }
  const known = await signIn(email, password, { address })
  return known ? { ok: true, signInId: known } : { ok: false, errors: { email: { key: 'members.email.taken' } } }
}

/**
 * What is wrong with a new account that the form's own rules cannot say, so that all is told at once.
 * @throws AppError 429 after too many attempts from one network
 */
export async function accountProblems(
  input: Pick<z.output<typeof signUpInput>, 'name' | 'email' | 'password' | 'organization' | 'stakeholderType'>,
  address: string,
): Promise<FormErrors> {
  const { name, email, password, organization, stakeholderType } = input
  await attempts.take(networkOf(address))
  const errors: FormErrors = {}
  const problem = password ? passwordProblem(password, { email, name, organization }) : null
  if (problem) errors.password = problem
  if (stakeholderType && !(await isStakeholderType(stakeholderType))) {
    errors.stakeholderType = { key: 'members.stakeholderType.unknown' }
  }
  return errors
}

/** Whether the list of kinds of stakeholder has this one. */
export const isStakeholderType = async (slug: string): Promise<boolean> =>
  (await db.stakeholderType.findUnique({ where: { slug }, select: { slug: true } })) !== null
