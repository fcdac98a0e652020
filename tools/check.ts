import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** `npm run check`: types, lint and format, boundaries, unused code. Each runs even where one before it failed. */
const CHECKS: readonly (readonly [command: string, ...args: string[]])[] = [
  ['tsc', '-b'],
  ['biome', 'check'],
  ['node', 'tools/check-boundaries.ts'],
  ['knip'],
]

const failed = CHECKS.filter(([command, ...args]) => {
  const { status, error } = spawnSync(command, args, {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error !== undefined) console.error(error)
  return status !== 0
})
if (failed.length > 0) console.error(`Failed: ${failed.map((check) => check.join(' ')).join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
