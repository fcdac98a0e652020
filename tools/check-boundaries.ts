import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Runs dependency-cruiser over the layers and proves that it looked: without a parser for this TypeScript it reports
 * "no violations" over no modules at all, and exits 0.
 */
const root = fileURLToPath(new URL('../', import.meta.url))
const folders = ['app', 'electron', 'renderer', 'tools', 'samples']
const run = spawnSync('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
  shell: process.platform === 'win32',
})
if (run.error !== undefined) throw run.error
const report = JSON.parse(run.stdout) as {
  modules: { source: string }[]
  summary: { violations: { from: string; to: string; rule: { name: string } }[] }
}
const seen = new Set(report.modules.map((module) => module.source))
const onDisk = globSync(`{${folders.join(',')}}/**/*.{ts,tsx}`, { cwd: root }).filter((file) => !file.endsWith('.d.ts'))
const missed = onDisk.map((file) => file.replaceAll('\\', '/')).filter((file) => !seen.has(file))
for (const violation of report.summary.violations) console.error(`${violation.rule.name}: ${violation.from} -> ${violation.to}`)
for (const file of missed) console.error(`not looked at: ${file}`)
console.log(
  `boundaries: ${report.summary.violations.length} violations, ${onDisk.length - missed.length} of ${onDisk.length} files looked at`,
)
process.exitCode = report.summary.violations.length + missed.length === 0 ? 0 : 1
