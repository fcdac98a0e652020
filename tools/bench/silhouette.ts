import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plane } from '../../app/domain/raster.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { openArtifacts } from '../../app/platform/artifacts.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { coverOf } from './compare-look.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { directStep, dress } from './dress.ts'
import { readTruthMask, SOURCE } from './recolour-photos.ts'
import { type BenchReport, mean } from './report.ts'

/** Persons who wear a garment of a class, and others of the same class that lie flat. */
const CLASSES = {
  tee: {
    persons: ['ms06-blue', 'ms09-blue', 'ms11-blue', 'ws02-blue', 'ws12-blue', 'ws04-blue', 'ws03-blue', 'ws10-green'],
    garments: [
      'truth/saleor-garments-alpha/saleor-team-tee-front.png',
      'truth/saleor-garments-alpha/saleor-white-cubes-tee-front.png',
      'truth/saleor-garments-alpha/saleor-ascii-shirt-front.png',
      'photos/garments/cds-t-shirt-e44b1445.jpg',
    ],
  },
  long: {
    persons: [
      'mh02-black',
      'mh04-green',
      'mh10-blue',
      'mj06-blue',
      'mj09-blue',
      'wh01-green',
      'wh11-blue',
      'wj03-blue',
      'wj09-blue',
      'wj11-blue',
    ],
    garments: [
      'truth/saleor-garments-alpha/saleor-grey-hoodie.png',
      'truth/saleor-garments-alpha/saleor-blue-hoodie.png',
      'photos/garments/cds-longsleeve-4cd7315a.jpg',
    ],
  },
} as const

/**
 * Real people in real garments of the class they wear: the outline of the draft against the true mask of what they wear. Cut and
 * length differ, so 1 is neither possible nor wanted; it is a floor under changes that are made for drawn bodies.
 */
export async function benchSilhouette(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const scratch = await mkdtemp(join(tmpdir(), 'drape-silhouette-'))
  await mkdir(join(scratch, 'tmp'))
  const eyes = await openEyes({ warm: 'at-once' })
  try {
    const artifacts = openArtifacts(scratch)
    const bench = { artifacts, eyes, folder, step: directStep(artifacts, eyes) }
    const metrics: Record<string, number> = {}
    const limits: Record<string, { readonly min?: number; readonly max?: number }> = {}
    for (const name of ['tee', 'long'] as const) {
      const cells: SheetCell[] = []
      const found: number[] = []
      const lengths: number[] = []
      let refused = 0
      for (const person of CLASSES[name].persons) {
        for (const path of CLASSES[name].garments) {
          const label = `${person}-${
            path
              .split('/')
              .at(-1)
              ?.replace(/\.\w+$/, '') ?? ''
          }`
          const result = await dress(bench, {
            person: testdata(`${SOURCE}/${person}.jpg`),
            garment: await readFile(testdata(path)),
            name: label,
          })
          if (!result) {
            refused++
            continue
          }
          const truth = await readTruthMask(person.split('-')[0] ?? '', result.picture)
          const { coverage, leak } = coverOf(result.shown, truth)
          const overlap = coverage / (1 + leak)
          const length = (lastRow(result.shown) - lastRow(truth)) / truth.height
          found.push(overlap)
          lengths.push(length)
          const lines = [label, `iou ${overlap.toFixed(3)}`, `lowest ${(100 * length).toFixed(1)} % of the picture`]
          cells.push({ file: result.file, lines, isMarked: overlap < 0.75 })
        }
      }
      await drawSheet(cells, { columns: CLASSES[name].garments.length * 2, file: join(folder, `sheet-${name}.jpg`) })
      metrics[`${name}.count`] = found.length
      metrics[`${name}.refused`] = refused
      metrics[`${name}.iouMean`] = mean(found)
      metrics[`${name}.iouMin`] = Math.min(...found)
      metrics[`${name}.lowestRowOffset`] = mean(lengths)
      limits[`${name}.refused`] = { max: 0 }
      limits[`${name}.iouMean`] = { min: 0.8 }
    }
    return { metrics, limits }
  } finally {
    await eyes.close()
    // A draft that failed may still be looking at its garment.
    await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

function lastRow({ data, width }: Plane): number {
  return Math.floor(data.findLastIndex((value) => value > 0.5) / width)
}
