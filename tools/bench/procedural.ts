import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { openArtifacts } from '../../app/platform/artifacts.ts'
import { directStep } from './dress.ts'
import { drawMissing } from './procedural-draw.ts'
import { dressPair } from './procedural-dress.ts'
import { layGarment } from './procedural-lay.ts'
import { pictureOf } from './procedural-measure.ts'
import { listPairs } from './procedural-pairs.ts'
import { reportOf } from './procedural-report.ts'
import { ablationsOf, type Judged, type PairScore, scorePair } from './procedural-score.ts'
import { drawSheets, writePictures } from './procedural-sheet.ts'
import { digestOfMannequin, fileOf, readTruth } from './procedural-truth.ts'
import type { BenchReport } from './report.ts'

/**
 * Pairs whose truth is exact, because the project draws them: a mannequin in its base clothes, a garment that lies flat, and the
 * same mannequin wearing it. The product dresses the first in the second; the third says how well. What is drawn (512 x 768) is
 * kept under out/cache/procedural. `DRAPE_PAIRS` picks pairs by a part of their names while something is worked on.
 */
export async function benchProcedural(folder: string): Promise<BenchReport> {
  const mannequin = await digestOfMannequin()
  const wanted = process.env['DRAPE_PAIRS'] ?? ''
  const pairs = listPairs().map((pair, index) => ({ pair, index }))
  const chosen = pairs.filter(({ pair }) => wanted.split(',').some((part) => pair.name.includes(part)))
  const shotsOf = ({ look, garment }: (typeof chosen)[number]['pair']) =>
    [null, garment].map((worn) => ({ shot: { look, garment: worn }, file: fileOf({ look, garment: worn }, mannequin) }))
  await drawMissing(chosen.flatMap(({ pair }) => shotsOf(pair)))
  const scratch = await mkdtemp(join(tmpdir(), 'drape-procedural-'))
  await mkdir(join(scratch, 'tmp'))
  const eyes = await openEyes({ warm: 'at-once' })
  try {
    const artifacts = openArtifacts(scratch)
    const step = directStep(artifacts, eyes)
    const scores: PairScore[] = []
    const refusals: string[] = []
    for (const { pair, index } of chosen) {
      const [before, truth] = await Promise.all(shotsOf(pair).map(({ file }) => readTruth(file)))
      if (!before || !truth) throw new Error('A pair has two shots')
      const lay = await layGarment(pair, mannequin)
      try {
        const dressed = await dressPair({ artifacts, step }, { person: pictureOf(before), garment: lay.photo })
        const judged: Judged = { pair, before, truth, lay, dressed }
        const score = await scorePair(artifacts, judged, ablationsOf(index))
        scores.push(score)
        await writePictures(folder, judged)
        process.stderr.write(`${pair.name} iou ${score.overlap.toFixed(3)} ssim ${score.full.toFixed(3)} ${score.garment.toFixed(3)}\n`)
      } catch (thrown) {
        refusals.push(`${pair.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
        process.stderr.write(`${refusals.at(-1)}\n`)
      }
    }
    await writeFile(join(folder, 'pairs.json'), JSON.stringify({ scores, refusals }, null, 1))
    await drawSheets(folder, scores)
    return reportOf(scores, refusals.length)
  } finally {
    await eyes.close()
    // A draft that failed may still be looking at its garment.
    await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
