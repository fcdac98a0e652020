import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** `npm start`: builds the page and opens the studio. The desktop window comes with the Electron host; until then it is the browser. */
const root = fileURLToPath(new URL('../', import.meta.url))
await build({
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
  logLevel: 'warn',
})
console.log('No desktop window is built yet: Drape opens in your browser, served from this machine.')
const run = spawnSync(process.execPath, ['app/server/main.ts', 'serve', '--open', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = run.status ?? 1
