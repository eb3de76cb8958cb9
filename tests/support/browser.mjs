/** Finds a Chromium for the tests in a real browser and starts it. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { chromium } from 'playwright-core'

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Calls between two pages of this machine work without any other network.
  '--allow-loopback-in-peer-connection',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

/**
 * Starts the browser. The caller closes it.
 * @param {string[]} [more] further flags
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser(more = []) {
  const { path, args } = await findChromium()
  return chromium.launch({
    executablePath: path,
    headless: true,
    chromiumSandbox: false,
    args: [...args, ...flags, ...more],
  })
}

/**
 * In this order: CHROMIUM, a Chromium or Chrome of the system, the npm package @sparticuz/chromium (Linux on x64).
 * @returns {Promise<{path: string, args: string[]}>}
 * @throws {Error} with one sentence that says how to get one
 */
export async function findChromium(env = process.env, platform = process.platform) {
  if (env.CHROMIUM) {
    if (existsSync(env.CHROMIUM)) return { path: env.CHROMIUM, args: [] }
    throw new Error(`CHROMIUM names ${env.CHROMIUM}, which is not there.`)
  }
  const path = placesOf(env, platform).find((place) => existsSync(place))
  if (path) return { path, args: [] }
  const bundled = await bundledChromium(platform)
  if (bundled) return bundled
  throw new Error(
    'No Chromium was found for the browser tests: install Chromium or Chrome, or set CHROMIUM to the path of one.',
  )
}

function placesOf(env, platform) {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(env.HOME ?? '', 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    )
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ]
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)))
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin', '/opt/google/chrome']
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

async function bundledChromium(platform) {
  if (platform !== 'linux' || process.arch !== 'x64') return null
  try {
    const { default: bundled } = await import('@sparticuz/chromium')
    return { path: await bundled.executablePath(), args: bundled.args }
  } catch {
    return null
  }
}
