import { db, inTransaction } from '~/db.server'
import type { FormErrors } from '~/lib/forms'
import type { ProfileInput } from './member'
import { organizationNamed } from './organization.server'
import { isStakeholderType } from './sign-up.server'
import type { Viewer } from './viewer'

/** Changes what the viewer's profile says. @returns what is wrong, or null when it was saved */
export const reviseProfile = (viewer: Viewer, input: ProfileInput): Promise<FormErrors | null> =>
  inTransaction(async (): Promise<FormErrors | null> => {
    const { name, organization, stakeholderType, country, language, expertise, timeZone } = input
    if (!(await isStakeholderType(stakeholderType))) {
      return { stakeholderType: { key: 'members.stakeholderType.unknown' } }
    }
    const memberId = viewer.id
    const organizationId = await organizationNamed(organization)
    await db.member.update({
      where: { id: memberId },
      data: { name, organizationId, stakeholderTypeSlug: stakeholderType, expertise, timeZone },
    })
    await db.memberCountry.deleteMany({ where: { memberId } })
    await db.memberCountry.createMany({ data: country.map((country) => ({ memberId, country })) })
    await db.memberLanguage.deleteMany({ where: { memberId } })
    await db.memberLanguage.createMany({ data: language.map((language) => ({ memberId, language })) })
    return null
  })
