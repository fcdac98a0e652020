import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TruthMeasure, TruthReport } from '../../app/domain/truth-report.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { judgeAgainstGarment } from '../../app/pipeline/judge-result.ts'
import { judgeResult } from '../../app/pipeline/stages/judge-result.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { drawSheet } from './contact-sheet.ts'
import { GARMENTS } from './meter/cases.ts'
import { DEFECT_KINDS, type DefectKind, type MeterCase, makeCases } from './meter/make-cases.ts'
import { openWorkshop, type Workshop } from './meter/workshop.ts'
import { type BenchReport, median, percentile } from './report.ts'

/** Which measure has to notice a defect; one that another one notices was not found. */
const NOTICED_BY: Readonly<Record<DefectKind, TruthMeasure['measure']>> = {
  colour: 'colour',
  blur: 'sharpness',
  'print-mirrored': 'print',
  'print-turned': 'print',
  'print-lost': 'print',
  'stripe-pitch': 'stripes',
  'stripe-angle': 'stripes',
  'stripes-lost': 'stripes',
  'stripe-missing': 'stripes',
  'sleeve-cut': 'sleeves',
  'sleeve-long': 'sleeves',
  hem: 'hem',
  'neckline-deep': 'neckline',
  'neckline-high': 'neckline',
}

/** The classes of the issue; each keeps the limits on its own. */
const CLASSES: Readonly<Record<string, readonly DefectKind[]>> = {
  colour: ['colour'],
  print: ['print-mirrored', 'print-turned', 'print-lost'],
  stripes: ['stripe-pitch', 'stripe-angle', 'stripes-lost', 'stripe-missing'],
  length: ['sleeve-cut', 'sleeve-long', 'hem'],
  neckline: ['neckline-deep', 'neckline-high'],
  blur: ['blur'],
}

interface Judged extends MeterCase {
  readonly report: TruthReport
  readonly isFound: boolean
  readonly alarms: readonly TruthMeasure[]
  /** Wall and processor time of the judging stage alone; the garment is known, models are loaded. */
  readonly ms: number
  readonly cpuMs: number
}

/**
 * Seeded defects in drafts of real photographs, and the drafts as they came out: what the truth meter finds, and what it cries wolf at.
 * A defect counts as found by the measure it belongs to, `doubtful` or `changed`. Drafts are kept in out/bench/meter/store by stage, version
 * and input, so that a second run only judges; judging is never remembered.
 */
export async function benchMeter(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const eyes = await openEyes({ warm: 'at-once' })
  try {
    const workshop = await openWorkshop(join(folder, 'store'), eyes)
    const judged: Judged[] = []
    await makeCases(workshop, async (made) => {
      judged.push(await judgeCase(workshop, made))
    })
    await writeFile(join(folder, 'cases.json'), JSON.stringify(judged, null, 1))
    await drawMisses(folder, workshop, judged)
    return summarise(judged)
  } finally {
    await eyes.close()
  }
}

async function judgeCase(workshop: Workshop, made: MeterCase): Promise<Judged> {
  const { result, garment, person } = made
  let [ms, cpuMs] = [0, 0]
  const step = workshop.stepWithout(judgeResult.id, (wall, cpu) => {
    ms = wall
    cpuMs = cpu
  })
  const report = await judgeAgainstGarment(step, { result, garment, person, garmentType: 'auto', workingLongSide: 1024 })
  const alarms = report.measures.filter(({ verdict }) => verdict === 'doubtful' || verdict === 'changed')
  const isFound = made.defect !== null && alarms.some(({ measure }) => made.defect !== null && measure === NOTICED_BY[made.defect])
  return { ...made, report, alarms, isFound, ms, cpuMs }
}

function summarise(judged: readonly Judged[]): BenchReport {
  const metrics: Record<string, number> = {}
  const limits: BenchReport['limits'] = Object.fromEntries(
    [...Object.keys(CLASSES), 'total'].flatMap((name) => [
      [`${name} found`, { min: 0.95 }],
      [`${name} false alarms`, { max: 0.05 }],
      [`${name} found, held out`, { min: 0.95 }],
      [`${name} false alarms, held out`, { max: 0.05 }],
    ]),
  )
  const halves = [
    ['', judged],
    [', tuned on', judged.filter(({ isHeldOut }) => !isHeldOut)],
    [', held out', judged.filter(({ isHeldOut }) => isHeldOut)],
  ] as const
  for (const [half, cases] of halves) {
    const drafts = cases.filter(({ defect }) => defect === null)
    const defects = cases.filter(({ defect }) => defect !== null)
    for (const [name, kinds] of Object.entries(CLASSES)) {
      const own = defects.filter(({ defect }) => defect !== null && kinds.includes(defect))
      const measures = new Set(kinds.map((kind) => NOTICED_BY[kind]))
      metrics[`${name} found${half}`] = shareOf(own, ({ isFound }) => isFound)
      metrics[`${name} false alarms${half}`] = shareOf(drafts, ({ alarms }) => alarms.some(({ measure }) => measures.has(measure)))
    }
    metrics[`total found${half}`] = shareOf(defects, ({ isFound }) => isFound)
    metrics[`total false alarms${half}`] = shareOf(drafts, ({ alarms }) => alarms.length > 0)
    metrics[`defects${half}`] = defects.length
    metrics[`undamaged drafts${half}`] = drafts.length
  }
  for (const kind of DEFECT_KINDS) {
    const own = judged.filter(({ defect }) => defect === kind)
    metrics[`  ${kind}`] = own.length
    metrics[`  ${kind} found`] = shareOf(own, ({ isFound }) => isFound)
  }
  const times = judged.map(({ cpuMs }) => cpuMs)
  Object.assign(metrics, {
    'judging p50 ms (processor)': median(times),
    'judging p95 ms (processor)': percentile(times, 0.95),
    'judging p50 ms (wall)': median(judged.map(({ ms }) => ms)),
  })
  return { metrics, limits: { ...limits, defects: { min: 200 }, 'judging p95 ms (processor)': { max: 800 } } }
}

function shareOf(cases: readonly Judged[], is: (judged: Judged) => boolean): number {
  return cases.filter(is).length / cases.length
}

/** What was missed and what was a false alarm, each beside the garment's photograph. */
async function drawMisses(folder: string, workshop: Workshop, judged: readonly Judged[]): Promise<void> {
  const wrong = judged.filter(({ defect, isFound, alarms }) => (defect === null ? alarms.length > 0 : !isFound))
  await mkdir(folder, { recursive: true })
  const cells = []
  for (const { name, defect, detail, result, garmentId, report, alarms } of wrong) {
    const measure = defect === null ? alarms[0] : report.measures.find((one) => one.measure === NOTICED_BY[defect])
    const lines = [name, `${defect ?? 'undamaged'} ${detail}`, `${measure?.sentence ?? ''} ${measure?.value ?? ''}`]
    const garment = GARMENTS.find(({ id }) => id === garmentId)
    cells.push({ file: garment && testdata(garment.path), lines: [garmentId], isMarked: false })
    cells.push({ file: (await workshop.artifacts.locate(result))?.path, lines, isMarked: defect === null })
  }
  if (cells.length > 0) await drawSheet(cells, { columns: 8, file: join(folder, 'wrong.jpg') })
}
