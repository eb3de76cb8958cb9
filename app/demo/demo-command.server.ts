import { translate } from '~/i18n/translate'
import { settings } from '~/lib/settings.server'
import { readDemoContent } from './content.server'
import { seedDemo } from './seed-demo.server'

type Out = { print: (line: string) => void; error: (line: string) => void }

/**
 * What `npm run demo` does before it starts the application: fills its database where that is empty and prints the
 * accounts.
 * @returns the exit code: 1 where the database was not made for demo content
 */
export async function demoCommand(_words: string[], { print, error }: Out): Promise<number> {
  const t = translate(settings().LOCALE)
  const content = await readDemoContent()
  if (!(await seedDemo(content))) {
    error(t('demo.refused'))
    return 1
  }
  print(t('demo.heading', { password: content.password }))
  for (const { name, email, role = 'member', organization } of Object.values(content.people)) {
    print(t('demo.account', { email: email.padEnd(22), role: t(`members.role.${role}`), name, organization }))
  }
  print(t('demo.fresh'))
  return 0
}
