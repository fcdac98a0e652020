import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { findChromium } from '../scripts/system-programs.mjs'
import { hasTestdata, NO_TESTDATA } from '../tests/support/testdata.ts'

/**
 * `npm test`: the checks, the tests in Node, the tests in a browser; then what failed and one line that counts. Tests that
 * cannot run here say why they were skipped; in CI a skip for want of test data that is there is a failure. Words after the
 * command choose stages: `npm test -- checks node e2e`.
 */
interface Counts {
  passed: number
  failed: number
  skipped: number
  /** Title and first line of the message of each failed test: a log that is cut off still ends with them. */
  failures: string[]
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

const noReport = (stage: string): Counts => ({ passed: 0, failed: 1, skipped: 0, failures: [`${stage} ended without a report`] })

function countVitest(): Counts {
  const file = join(reports, 'vitest.json')
  if (!existsSync(file)) return noReport('vitest')
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    testResults: {
      name: string
      status: string
      message: string
      assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
    }[]
  }
  const failures = report.testResults.flatMap((suite) => {
    const tests = suite.assertionResults.filter((test) => test.status === 'failed')
    if (tests.length > 0) return tests.map((test) => `${test.fullName}: ${firstLine(test.failureMessages[0])}`)
    // A file that could not be loaded, or whose set-up failed, has no failed test.
    return suite.status === 'failed' ? [`${suite.name}: ${firstLine(suite.message)}`] : []
  })
  return { passed: report.numPassedTests, failed: failures.length, skipped: report.numPendingTests, failures }
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[]
  specs?: { title: string; ok: boolean; tests: { results: { error?: { message?: string } }[] }[] }[]
}

function countPlaywright(): Counts {
  const file = join(reports, 'playwright.json')
  if (!existsSync(file)) return noReport('playwright')
  const { stats, suites, errors } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightSuite & {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
    errors: { message: string }[]
  }
  const inSuite = (suite: PlaywrightSuite): string[] => [
    ...(suite.specs ?? [])
      .filter((spec) => !spec.ok)
      .map((spec) => `${spec.title}: ${firstLine(spec.tests[0]?.results.find((result) => result.error !== undefined)?.error?.message)}`),
    ...(suite.suites ?? []).flatMap(inSuite),
  ]
  const failures = [...(suites ?? []).flatMap(inSuite), ...errors.map((error) => firstLine(error.message))]
  return { passed: stats.expected + stats.flaky, failed: failures.length, skipped: stats.skipped, failures }
}

function firstLine(text = 'no message'): string {
  return stripVTControlCharacters(text).split('\n')[0] ?? ''
}

const chosen = process.argv.slice(2)
const wants = (stage: string): boolean => chosen.length === 0 || chosen.includes(stage)
const outcomes: boolean[] = []
const counts: Counts[] = []
if (wants('checks')) outcomes.push(run('checks', process.execPath, ['tools/check.ts']))
if (wants('node')) {
  const report = `--outputFile.json=${join(reports, 'vitest.json')}`
  outcomes.push(run('unit and integration', 'vitest', ['run', '--reporter=default', '--reporter=json', report]))
  counts.push(countVitest())
}
if (wants('e2e')) {
  if (findChromium() === undefined) {
    console.log('\n== end to end: skipped, there is no Chromium on this machine (set DRAPE_CHROMIUM to one)')
    if (process.env.CI === 'true') outcomes.push(false)
  } else {
    outcomes.push(run('build', 'vite', ['build', '--logLevel', 'warn']))
    outcomes.push(run('end to end', 'playwright', ['test']))
    counts.push(countPlaywright())
  }
}
const sum = (of: 'passed' | 'failed' | 'skipped'): number => counts.reduce((total, one) => total + one[of], 0)
console.log(hasTestdata ? '\nTest data: used in place.' : `\nTest data: ${NO_TESTDATA}; the tests that need it were skipped.`)
if (process.env.CI === 'true' && hasTestdata && sum('skipped') > 0) {
  console.log('Tests were skipped although the test data is there: that is a failure in CI.')
  outcomes.push(false)
}
for (const failure of counts.flatMap((one) => one.failures)) console.log(`FAILED ${failure}`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exitCode = outcomes.every(Boolean) && sum('failed') === 0 ? 0 : 1
