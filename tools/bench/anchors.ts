import { join } from 'node:path'
import type { Point, Rgba8, Size } from '../../app/domain/raster.ts'
import type { OpenEyes } from '../../app/inference/open-eyes.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { segmentGarment } from '../../app/pipeline/segment-garment.ts'
import { guessByOutline } from '../../app/pipeline/stages/prepare-garment.ts'
import { colourCutOut } from '../../app/raster/cut-out/cut-colours.ts'
import { type MeasuredGarment, measureGarment } from '../../app/raster/garment/measure-garment.ts'
import { turnBack } from '../../app/raster/garment/tilt.ts'
import { TRUSTED } from '../../app/raster/garment/trust.ts'
import type { TypeGuess } from '../../app/raster/garment-type/guess.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { drawAnchors } from './anchor-sheet.ts'
import { type FoundPoints, type GarmentTruth, type JudgedPoint, judgePoints, pointsOf, readTruths } from './anchor-truth.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { compose, plainGround, readRgb, readRgba } from './grounds.ts'
import { type BenchReport, mean, percentile } from './report.ts'

/** As large as garment pictures usually are when they are cut out; the home photos are 400 px wide. */
const LONG_SIDE_PX = 1000

/** The neckline has a score of its own, which says when it is a guess; what follows from it is drawn alike. */
const NOT_ESSENTIAL = 'neckline'

interface Result {
  readonly truth: GarmentTruth
  readonly guess: TypeGuess
  readonly points: readonly JudgedPoint[]
  readonly isRight: boolean
  readonly isGated: boolean
  readonly confidence: number
  readonly notes: readonly string[]
  readonly ms: number
}

/**
 * Anchors of garments against anchors that were read off by hand before anything was scored (`data/garment-anchors.json`). A garment
 * is right when all its points are; one that is not should be caught by the gate, which then hangs it stiffly and says so.
 */
export async function benchAnchors(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const eyes = await openEyes()
  const results: Result[] = []
  const cells: SheetCell[] = []
  for (const truth of await readTruths()) {
    const { cutOut, guess } = await cutOutOf(eyes, truth)
    const result = judge(truth, cutOut, guess)
    results.push(result)
    const file = join(folder, `${truth.file.replaceAll('/', '-')}.png`)
    await drawAnchors({ truth, cutOut, points: result.found, file })
    cells.push({ file, lines: linesOf(result), isMarked: !result.isRight })
  }
  await eyes.close()
  await drawSheet(cells, { columns: 9, file: join(folder, 'anchors.jpg') })
  return { metrics: { ...shareRight(results), ...pointShares(results), ...gate(results), ...classes(results) }, limits: LIMITS }
}

const LIMITS: BenchReport['limits'] = {
  'clean.right': { min: 0.95 },
  'home.right': { min: 0.75 },
  'gate.wrongCaught': { min: 1 },
  'gate.rightCaught': { max: 0.1 },
}

async function cutOutOf(eyes: OpenEyes, { file }: GarmentTruth): Promise<{ readonly cutOut: Rgba8; readonly guess: TypeGuess }> {
  const path = testdata(file)
  const picture = file.endsWith('.png') ? await readRgba(path, LONG_SIDE_PX) : await readRgb(path, LONG_SIDE_PX)
  const flat = picture.channels === 4 ? compose(picture, plainGround(picture, { colour: [255, 255, 255] })) : picture
  const found = await segmentGarment(
    { picture, flat, asked: 'auto' },
    { eyes, signal: new AbortController().signal, progress: () => undefined },
  )
  if (found === null) throw new Error(`Nothing was found in ${file}`)
  return { cutOut: colourCutOut(flat, found.mask), guess: found.guess ?? guessByOutline(flat, found.mask) }
}

function judge(truth: GarmentTruth, cutOut: Rgba8, guess: TypeGuess): Result & { readonly found: FoundPoints } {
  const startMs = performance.now()
  const measured = measureGarment(cutOut, guess)
  const ms = performance.now() - startMs
  if (measured === null) throw new Error(`The cut-out of ${truth.file} is empty`)
  const found = inShares(measured, cutOut)
  const points = judgePoints(truth, found, cutOut)
  const { confidence, notes } = measured.anchors
  const isRight = points.every(({ name, isRight: right }) => right || name === NOT_ESSENTIAL)
  return { truth, guess, points, isRight, isGated: confidence < TRUSTED, confidence, notes, ms, found }
}

/** Points as shares of the picture as it came, whichever way the garment was turned to be measured. */
function inShares({ anchors, cutOut, tilt }: MeasuredGarment, picture: Size): FoundPoints {
  const scale = cutOut.width / anchors.size.width
  const shareOf = ([x, y]: Point): Point => {
    const at = turnBack([(x + 0.5) * scale, (y + 0.5) * scale], { radians: tilt, from: cutOut, to: picture })
    return [at[0] / picture.width, at[1] / picture.height]
  }
  return Object.fromEntries(Object.entries(pointsOf(anchors)).map(([name, point]) => [name, shareOf(point)]))
}

const isHome = ({ truth }: Result): boolean => truth.group === 'home'

function shareRight(results: readonly Result[]): Record<string, number> {
  const share = (of: readonly Result[]): number => mean(of.map(({ isRight }) => (isRight ? 1 : 0)))
  const [clean, home] = [results.filter((result) => !isHome(result)), results.filter(isHome)]
  return {
    'clean.count': clean.length,
    'clean.right': share(clean),
    'home.count': home.length,
    'home.right': share(home),
    'analyse.msMedian': percentile(
      results.map(({ ms }) => ms),
      0.5,
    ),
  }
}

/** Share of right points by what they are, left and right together. */
function pointShares(results: readonly Result[]): Record<string, number> {
  const kinds = ['neck', 'neckline', 'shoulder', 'armpit', 'cuff', 'hem', 'waist', 'crotch']
  const all = results.flatMap(({ points }) => points)
  return Object.fromEntries(
    kinds.map((kind) => [
      `point.${kind}`,
      mean(all.filter(({ name }) => name.replace(/-(left|right)$/, '') === kind).map(({ isRight }) => (isRight ? 1 : 0))),
    ]),
  )
}

function gate(results: readonly Result[]): Record<string, number> {
  const caught = (isRight: boolean): number => {
    const some = results.filter((result) => result.isRight === isRight)
    return some.length === 0 ? (isRight ? 0 : 1) : mean(some.map(({ isGated }) => (isGated ? 1 : 0)))
  }
  const far = results.filter(isFarOff)
  return {
    'gate.wrongCaught': caught(false),
    'gate.rightCaught': caught(true),
    'gate.farOff': far.length,
    'gate.farOffCaught': mean(far.map(({ isGated }) => (isGated ? 1 : 0))),
  }
}

/** An essential point off by more than this share of the garment's width ruins a draft; less can be seen by who looks for it. */
const FAR_OFF = 0.16

function isFarOff({ points }: Result): boolean {
  return points.some(({ name, error }) => name !== NOT_ESSENTIAL && error > FAR_OFF)
}

function classes(results: readonly Result[]): Record<string, number> {
  return {
    'class.type': mean(results.map(({ truth, guess }) => (truth.types.includes(guess.type) ? 1 : 0))),
    'class.sleeves': mean(results.map(({ truth, guess }) => (truth.sleeves.includes(guess.sleeves) ? 1 : 0))),
  }
}

function linesOf({ truth, guess, points, confidence, notes }: Result): string[] {
  const wrong = points.filter(({ isRight }) => !isRight).map(({ name, error }) => `${name} ${error.toFixed(2)}`)
  return [
    truth.file.replace(/^.*\/(cds-|saleor-)?/, ''),
    `${guess.type} ${guess.sleeves} ${confidence.toFixed(2)}`,
    notes.join(' '),
    wrong.slice(0, 2).join(', '),
    wrong.slice(2, 4).join(', '),
    wrong.slice(4).join(', '),
  ]
}
