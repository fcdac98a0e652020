import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PROGRAMS: Readonly<Record<string, string>> = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

/** An Electron for this machine, or what is missing. */
export type ElectronBinary =
  | { readonly found: true; readonly folder: string; readonly program: string }
  | { readonly found: false; readonly lookedAt: string; readonly version: string }

/**
 * Looks for Electron's binary: in DRAPE_ELECTRON_DIST, then where its own install script puts it. It is not in the npm
 * package, and install scripts are not run here, so a fresh checkout has none.
 */
export function findElectron(root: string): ElectronBinary {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')) as { version: string }
  const folder = process.env['DRAPE_ELECTRON_DIST'] ?? join(root, 'node_modules', 'electron', 'dist')
  const program = join(folder, PROGRAMS[process.platform] ?? 'electron')
  return existsSync(program) ? { found: true, folder, program } : { found: false, lookedAt: program, version }
}
