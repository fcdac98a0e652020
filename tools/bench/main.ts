import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type BenchReport, brokenLimits } from './report.ts'

/** `npm run bench -- NAME [--json]`: real work, measured. Pictures go to out/bench/NAME/. */
const BENCHES: Readonly<Record<string, () => Promise<(folder: string) => Promise<BenchReport>>>> = {
  speed: async () => (await import('./speed.ts')).benchSpeed,
  truth: async () => (await import('./truth.ts')).benchTruth,
  meter: async () => (await import('./meter.ts')).benchMeter,
  eye: async () => (await import('./eye.ts')).benchEye,
  procedural: async () => (await import('./procedural.ts')).benchProcedural,
  silhouette: async () => (await import('./silhouette.ts')).benchSilhouette,
  final: async () => (await import('./final.ts')).benchFinal,
  grid: async () => (await import('./grid.ts')).benchGrid,
  queue: async () => (await import('./queue.ts')).benchQueue,
  pixels: async () => (await import('./pixels.ts')).benchPixels,
  canvas: async () => (await import('./canvas.ts')).benchCanvas,
  export: async () => (await import('./export.ts')).benchExport,
  import: async () => (await import('./import.ts')).benchImport,
  motion: async () => (await import('./motion.ts')).benchMotion,
  documents: async () => (await import('./documents.ts')).benchDocuments,
  anchors: async () => (await import('./anchors.ts')).benchAnchors,
  ui: async () => (await import('./ui.ts')).benchUi,
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } })
const [name = ''] = positionals
const load = BENCHES[name]
if (load === undefined) {
  console.error(`There is no benchmark "${name}". Known: ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}
const folder = fileURLToPath(new URL(`../../out/bench/${name}/`, import.meta.url))
await mkdir(folder, { recursive: true })
const report = await (await load())(folder)
const broken = brokenLimits(report)
if (values.json) console.log(JSON.stringify({ bench: name, ok: broken.length === 0, ...report }))
else for (const line of tableOf(report, broken)) console.log(line)
process.exit(broken.length === 0 ? 0 : 1)

function tableOf({ metrics, limits }: BenchReport, bad: readonly string[]): string[] {
  return Object.entries(metrics).map(([metric, value]) => {
    const { min, max } = limits[metric] ?? {}
    const bounds = [min === undefined ? '' : `>= ${min}`, max === undefined ? '' : `<= ${max}`].join(' ')
    return `${bad.includes(metric) ? 'BAD ' : '    '}${metric.padEnd(44)} ${value.toFixed(4).padStart(12)}  ${bounds}`
  })
}
