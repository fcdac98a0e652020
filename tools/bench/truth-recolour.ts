import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { openArtifacts } from '../../app/platform/artifacts.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { clothFloor, compareLook, hiddenAbove } from './compare-look.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { type Bench, type Cover, dress } from './dress.ts'
import { disguise, readPicture, readTruthMask, SOURCE } from './recolour-photos.ts'
import { type BenchReport, mean } from './report.ts'

/** Trousers and shorts of the set: one photo each. */
const LOWER = /^(mp|wp|msh|wsh)/

/**
 * Garments that are known in two colours, worn in the same shot. Person A is dressed in the garment of photo B; the draft
 * must then look like B. B is flipped, scaled and cropped by a seed first, so that pasting B over A cannot win. The true masks
 * only score, the product never sees them. Trousers and shorts exist once: there each person wears the garment of the next
 * one, and only coverage, leak and the order of top and waistband can be measured.
 */
export async function truthRecolour(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const scratch = await mkdtemp(join(tmpdir(), 'drape-recolour-'))
  await mkdir(join(scratch, 'tmp'), { recursive: true })
  const eyes = await openEyes({ warm: 'at-once' })
  const bench: Bench = { artifacts: openArtifacts(scratch), eyes, folder }
  try {
    const styles = await listStyles()
    const tops = await scoreTops(bench, styles)
    const lower = await scoreLower(bench, styles)
    return reportOf(tops, lower)
  } finally {
    await eyes.close()
    // A draft that failed may still be looking at its garment.
    await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

interface Style {
  readonly id: string
  readonly photos: readonly string[]
}

/** One scored draft; NaN where a number makes no sense. */
interface Score extends Cover {
  readonly name: string
  readonly deltaE: number
  readonly ssim: number
  /** deltaE of the true cloth to itself a few pixels away. */
  readonly floor: number
  /** Share of the wearer's own top that was painted over by a lower garment. */
  readonly topHidden: number
}

async function listStyles(): Promise<Style[]> {
  const files = (await readdir(testdata(SOURCE))).sort()
  return files
    .filter((file) => file.endsWith('.mask.png'))
    .map((file) => file.slice(0, -'.mask.png'.length))
    .map((id) => ({ id, photos: files.filter((file) => file.startsWith(`${id}-`)) }))
}

async function scoreTops(bench: Bench, styles: readonly Style[]): Promise<(Score | null)[]> {
  const scores: (Score | null)[] = []
  const cells: SheetCell[] = []
  for (const [index, { id, photos }] of styles.filter((style) => style.photos.length >= 2).entries()) {
    const [a, b] = photos
    if (!a || !b) continue
    const garment = await disguise(testdata(`${SOURCE}/${b}`), index)
    const result = await dress(bench, { person: testdata(`${SOURCE}/${a}`), garment, name: `recolour-${id}` })
    if (!result) {
      scores.push(null)
      cells.push({ file: undefined, lines: [id, 'no draft'], isMarked: true })
      continue
    }
    const truth = await readTruthMask(id, result.picture)
    const reference = await readPicture(testdata(`${SOURCE}/${b}`), result.picture)
    const score = {
      name: id,
      ...compareLook(result.picture, reference, truth),
      floor: clothFloor(reference, truth),
      ...result.score(truth),
      topHidden: Number.NaN,
    }
    scores.push(score)
    const lines = [
      id,
      `dE ${score.deltaE.toFixed(1)} ssim ${score.ssim.toFixed(2)}`,
      `cover ${score.coverage.toFixed(3)} leak ${score.leak.toFixed(3)}`,
    ]
    cells.push({ file: result.file, lines, isMarked: score.deltaE > 6 || score.coverage < 0.93 || score.leak > 0.1 })
  }
  await drawSheet(cells, { columns: 7, file: join(bench.folder, 'recolour.jpg') })
  return scores
}

async function scoreLower(bench: Bench, styles: readonly Style[]): Promise<(Score | null)[]> {
  const scores: (Score | null)[] = []
  const cells: SheetCell[] = []
  const lower = styles.filter(({ id }) => LOWER.test(id))
  const classOf = (id: string): string => (/^(msh|wsh)/.test(id) ? 'shorts' : 'trousers')
  for (const style of lower) {
    const same = lower.filter(({ id }) => classOf(id) === classOf(style.id))
    const next = same[(same.indexOf(style) + 1) % same.length]
    const [own] = style.photos
    const [other] = next?.photos ?? []
    if (!own || !other || other === own) continue
    const garment = await readFile(testdata(`${SOURCE}/${other}`))
    const result = await dress(bench, { person: testdata(`${SOURCE}/${own}`), garment, name: `lower-${style.id}` })
    if (!result) {
      scores.push(null)
      cells.push({ file: undefined, lines: [style.id, 'no draft'], isMarked: true })
      continue
    }
    const truth = await readTruthMask(style.id, result.picture)
    const score = {
      name: style.id,
      deltaE: Number.NaN,
      ssim: Number.NaN,
      floor: Number.NaN,
      ...result.score(truth),
      topHidden: hiddenAbove(result.shown, truth),
    }
    scores.push(score)
    const lines = [
      `${style.id} in ${next?.id ?? ''}`,
      `cover ${score.coverage.toFixed(3)} leak ${score.leak.toFixed(3)}`,
      `over top ${score.topHidden.toFixed(3)}`,
    ]
    cells.push({ file: result.file, lines, isMarked: score.coverage < 0.7 })
  }
  if (cells.length > 0) await drawSheet(cells, { columns: 7, file: join(bench.folder, 'recolour-lower.jpg') })
  return scores
}

function reportOf(tops: readonly (Score | null)[], lower: readonly (Score | null)[]): BenchReport {
  const topScores = tops.filter((score) => score !== null)
  const lowerScores = lower.filter((score) => score !== null)
  const of = (scores: readonly Score[], key: 'deltaE' | 'ssim' | 'floor' | 'coverage' | 'leak' | 'topHidden'): number =>
    mean(scores.map((score) => score[key]))
  return {
    metrics: {
      'recolour.count': tops.length,
      'recolour.refused': tops.length - topScores.length,
      'recolour.deltaE2000Mean': of(topScores, 'deltaE'),
      'recolour.deltaE2000Max': Math.max(...topScores.map((score) => score.deltaE)),
      'recolour.deltaE2000ClothFloor': of(topScores, 'floor'),
      'recolour.ssimMean': of(topScores, 'ssim'),
      'recolour.coverageMean': of(topScores, 'coverage'),
      'recolour.coverageMin': Math.min(...topScores.map((score) => score.coverage)),
      'recolour.leakMean': of(topScores, 'leak'),
      'recolour.bytesChangedOutside': Math.max(...[...topScores, ...lowerScores].map((score) => score.changedOutside)),
      'lower.count': lower.length,
      'lower.refused': lower.length - lowerScores.length,
      'lower.coverageMean': of(lowerScores, 'coverage'),
      'lower.leakMean': of(lowerScores, 'leak'),
      'lower.overTopMean': of(lowerScores, 'topHidden'),
    },
    limits: {
      'recolour.refused': { max: 0 },
      'recolour.deltaE2000Mean': { max: 6 },
      'recolour.coverageMean': { min: 0.93 },
      'recolour.leakMean': { max: 0.1 },
      'recolour.bytesChangedOutside': { max: 0 },
    },
  }
}
