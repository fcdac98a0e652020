import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** `npm run dev`: the local host, restarted when its sources change, and a page that is built again when its own do. */
const root = fileURLToPath(new URL('../', import.meta.url))
const children = [
  spawn('vite', ['build', '--watch'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }),
  spawn(process.execPath, ['--watch', 'app/server/main.ts', 'serve', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }),
]
const stop = (): void => {
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
for (const child of children) child.on('exit', stop)
