import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder that holds package.json, found upwards from this code: the sources while developing and testing, the
 * bundle in build/server in production. Files that stay outside the bundle (migrations, workers) are found from it.
 */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('package.json was not found above the running code.')
    folder = parent
  }
  return folder
}
