/** Finds the programs that npm does not carry, and installs them where that is possible. Node's own modules only. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const CHROMIUM_PLACES = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

const DEBIAN_PACKAGES = { chromium: ['chromium'], ffmpeg: ['ffmpeg'] }

/** Path of a Chromium for the end-to-end tests, or undefined. DRAPE_CHROMIUM wins. */
export function findChromium() {
  if (process.env.DRAPE_CHROMIUM) return process.env.DRAPE_CHROMIUM
  return (CHROMIUM_PLACES[process.platform] ?? []).find((path) => existsSync(path))
}

/** Path of an ffmpeg, or undefined. DRAPE_FFMPEG wins. */
export function findFfmpeg() {
  if (process.env.DRAPE_FFMPEG) return process.env.DRAPE_FFMPEG
  const file = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, file))
    .find((path) => existsSync(path))
}

/** Installs through Debian's packages where this is Debian and we are root; elsewhere says why not. */
export async function installSystemPackages(names, run) {
  const isDebian = existsSync('/usr/bin/apt-get')
  const isRoot = typeof process.getuid === 'function' && process.getuid() === 0
  if (!isDebian) return { reason: 'this is no Debian; install it with your package manager' }
  if (!isRoot) return { reason: `needs root; try: sudo apt-get install ${names.flatMap((name) => DEBIAN_PACKAGES[name]).join(' ')}` }
  process.env.DEBIAN_FRONTEND = 'noninteractive'
  const update = spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
  if (update.status !== 0) return { reason: 'the package lists could not be read' }
  const packages = names.flatMap((name) => DEBIAN_PACKAGES[name])
  const got = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    title: `Installing ${packages.join(', ')} for the tests`,
  })
  return { reason: got.ok ? 'installed' : 'apt-get failed' }
}
