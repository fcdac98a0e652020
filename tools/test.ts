import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from '../scripts/system-programs.mjs'
import { hasTestdata, NO_TESTDATA } from '../tests/support/testdata.ts'

/**
 * `npm test`: the checks, the tests in Node, the tests in a browser; then one line that counts them. Tests that cannot run
 * here say why they were skipped; in CI a skip for want of test data that is there is a failure.
 */
interface Counts {
  passed: number
  failed: number
  skipped: number
}

const root = fileURLToPath(new URL('../', import.meta.url))
const reports = join(root, 'out', 'test-reports')
rmSync(reports, { recursive: true, force: true })

function run(title: string, command: string, args: readonly string[]): boolean {
  const startedMs = performance.now()
  console.log(`\n== ${title}`)
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, FORCE_COLOR: '0' },
  })
  console.log(`== ${title}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
  return status === 0
}

function countVitest(): Counts {
  const file = join(reports, 'vitest.json')
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>
  return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0, skipped: numPendingTests ?? 0 }
}

function countPlaywright(): Counts {
  const file = join(reports, 'playwright.json')
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

const outcomes: boolean[] = []
outcomes.push(run('checks', 'npm', ['run', '--silent', 'check']))
outcomes.push(
  run('unit and integration', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, 'vitest.json')}`,
  ]),
)
const counts: Counts[] = [countVitest()]
if (findChromium() === undefined) {
  console.log('\n== end to end: skipped, there is no Chromium on this machine (set DRAPE_CHROMIUM to one)')
  if (process.env.CI === 'true') outcomes.push(false)
} else {
  outcomes.push(run('build', 'vite', ['build', '--logLevel', 'warn']))
  outcomes.push(run('end to end', 'playwright', ['test']))
  counts.push(countPlaywright())
}
const total = counts.reduce((sum, one) => ({
  passed: sum.passed + one.passed,
  failed: sum.failed + one.failed,
  skipped: sum.skipped + one.skipped,
}))
console.log(hasTestdata ? '\nTest data: used in place.' : `\nTest data: ${NO_TESTDATA}; the tests that need it were skipped.`)
if (process.env.CI === 'true' && hasTestdata && total.skipped > 0) {
  console.log('Tests were skipped although the test data is there: that is a failure in CI.')
  outcomes.push(false)
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = outcomes.every(Boolean) && total.failed === 0 ? 0 : 1
