import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { environmentFor } from '../tests/emulator/bases.ts'
import { startEmulatorChild } from '../tests/emulator/start-child.ts'

/**
 * `npm run dev`: the local host, restarted when its sources change, and a page that is built again when its own do. With `-- --emulator` the
 * cloud services are those of the emulator, whose keys are printed; other arguments go to the host.
 */
const root = fileURLToPath(new URL('../', import.meta.url))
const isEmulated = process.argv.includes('--emulator')
const hostArguments = process.argv.slice(2).filter((argument) => argument !== '--emulator')
const emulator = isEmulated ? await startEmulatorChild({ pace: 'clock' }) : undefined
if (emulator !== undefined) {
  console.log(`The cloud is emulated at ${emulator.origin} and costs nothing. Its keys:`)
  for (const [provider, key] of Object.entries(emulator.keys)) console.log(`  ${provider.padEnd(10)} ${key}`)
}
const env = { ...process.env, ...(emulator === undefined ? {} : environmentFor(emulator.bases)) }
const children = [
  spawn('vite', ['build', '--watch'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }),
  spawn(process.execPath, ['--watch', 'app/server/main.ts', 'serve', ...hostArguments], { cwd: root, stdio: 'inherit', env }),
]
const stop = (): void => {
  for (const child of children) child.kill('SIGTERM')
  void emulator?.close()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
for (const child of children) child.on('exit', stop)
