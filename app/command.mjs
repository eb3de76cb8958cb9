// The command line: `npm run import -- …` and `npm run member -- …`. The commands themselves are exports of the build.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [name, ...words] = process.argv.slice(2)

process.env.NODE_ENV = 'production'
// Where the words were typed: npm sets it, and paths among them are meant from there.
process.env.INIT_CWD ??= process.cwd()
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
process.chdir(root)

try {
  const { ensureBuild } = await import('./build.mjs')
  ensureBuild()
  const { commands } = (await import('../build/server/index.js')).entry.module
  if (name && Object.hasOwn(commands, name)) {
    process.exitCode = await commands[name](words, root)
  } else {
    console.error(`Use: npm run COMMAND -- WORDS, where COMMAND is ${Object.keys(commands).join(' or ')}.`)
    process.exitCode = 2
  }
} catch (error) {
  console.error(error?.name === 'SettingError' || error?.expected ? error.message : (error?.stack ?? error))
  process.exitCode = 1
}
