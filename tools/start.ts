import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildMain, buildPages, buildPreload } from './desktop-build.ts'
import { findElectron } from './dist/electron-binary.ts'

/** `npm start`: builds the app and opens it in its own window where Electron is on this machine, else in the browser. */
const root = fileURLToPath(new URL('../', import.meta.url))
const electron = findElectron(root)
await buildPages()
if (electron.found) {
  await buildPreload(join(root, 'out', 'desktop'))
  await buildMain(join(root, 'out', 'desktop'))
} else {
  console.log(`Electron ${electron.version} is not on this machine: Drape opens in your browser, served from this machine.
For its own window: node node_modules/electron/install.js (about 110 MB from github.com), then start again.`)
}
const [program, args] = electron.found
  ? [electron.program, [root, ...process.argv.slice(2)]]
  : [process.execPath, ['app/server/main.ts', 'serve', '--open', ...process.argv.slice(2)]]
const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' })
process.exitCode = status ?? 1
