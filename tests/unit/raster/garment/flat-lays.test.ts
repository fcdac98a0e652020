import { expect, test } from 'vitest'
import { type Point, type Rgba8, rgba8 } from '../../../../app/domain/raster.ts'
import type { GarmentType } from '../../../../app/domain/try-on.ts'
import { measureGarment } from '../../../../app/raster/garment/measure-garment.ts'
import { turnBack, turnCutOut } from '../../../../app/raster/garment/tilt.ts'
import { TRUSTED } from '../../../../app/raster/garment/trust.ts'
import { distance, mix } from '../../../../app/raster/geometry.ts'
import { type FlatLay, layFlat } from '../../../../samples/mannequin/garment/flatlay.ts'
import { SAMPLE_GARMENTS } from '../../../../samples/mannequin/garment/samples.ts'
import { flatOf } from '../../../../samples/mannequin/person.ts'
import { pointsOf } from '../../../../tools/bench/anchor-truth.ts'

const DEGREE = Math.PI / 180
const SIZE = 400

/** The picture's left is the wearer's right. */
const NAMES = {
  'neck-left': 'neckR',
  'neck-right': 'neckL',
  'shoulder-left': 'shoulderR',
  'shoulder-right': 'shoulderL',
  'armpit-left': 'armpitR',
  'armpit-right': 'armpitL',
  'hem-left': 'hemR',
  'hem-right': 'hemL',
  crotch: 'crotch',
} as const

function cutOutOf(lay: FlatLay): Rgba8 {
  const out = rgba8(lay.width, lay.height)
  for (let i = 0; i < lay.alpha.length; i++) out.data.set([lay.rgb[3 * i], lay.rgb[3 * i + 1], lay.rgb[3 * i + 2], lay.alpha[i]], 4 * i)
  return out
}

function truthOf({ anchors }: FlatLay): Map<string, Point> {
  const at = (name: string): Point | null => (anchors[name] ? [anchors[name].x, anchors[name].y] : null)
  const truth = new Map<string, Point>()
  const note = (name: string, point: Point | null): void => {
    if (point !== null) truth.set(name, point)
  }
  const isLower = at('armpitL') === null
  for (const [name, source] of Object.entries(NAMES)) note(name, at(source))
  if (isLower) {
    note('waist-left', at('waistR'))
    note('waist-right', at('waistL'))
  }
  for (const [name, side] of [
    ['cuff-left', 'R'],
    ['cuff-right', 'L'],
  ] as const) {
    const [outer, inner] = [at(`${isLower ? 'hem' : 'cuff'}Outer${side}`), at(`${isLower ? 'hem' : 'cuff'}Inner${side}`)]
    note(name, outer && inner && mix(outer, inner, 0.5))
  }
  return truth
}

/** Worst error of the named points of a flat lay that was turned, in shares of its width, and what was thought of it. */
function measuredLay(lay: FlatLay, type: GarmentType, degrees: number): { worst: number; confidence: number } {
  const truth = truthOf(lay)
  const turned = turnCutOut(cutOutOf(lay), -degrees * DEGREE)
  const measured = measureGarment(turned, { type, sleeves: 'unknown' })!
  const scale = measured.cutOut.width / measured.anchors.size.width
  const width = distance(
    ...([truth.get('armpit-left') ?? truth.get('waist-left'), truth.get('armpit-right') ?? truth.get('waist-right')] as [Point, Point]),
  )
  let worst = 0
  for (const [point, [x, y]] of Object.entries(pointsOf(measured.anchors))) {
    const to = truth.get(point)
    if (to === undefined) continue
    const inTurned = turnBack([(x + 0.5) * scale, (y + 0.5) * scale], { radians: measured.tilt, from: measured.cutOut, to: turned })
    const at = turnBack(inTurned, { radians: -degrees * DEGREE, from: turned, to: lay })
    worst = Math.max(worst, distance(at, to) / width)
  }
  return { worst, confidence: measured.anchors.confidence }
}

test.each([
  ['teePrint', 't-shirt'],
  ['longStripe', 'sweater'],
  ['jacketRust', 'jacket'],
  ['dressDots', 'dress'],
  ['skirtCheck', 'skirt'],
  ['trousersDenim', 'trousers'],
  ['shortsSand', 'shorts'],
] as const)('%s: every named point is where the pattern has it, upright and turned by up to 12 degrees', (name, type) => {
  const lay = layFlat(flatOf(SAMPLE_GARMENTS[name]!), 'grey', 3, SIZE, SIZE)
  for (const degrees of [0, -12, 7]) {
    const { worst, confidence } = measuredLay(lay, type, degrees)
    expect(worst, `${degrees} degrees`).toBeLessThan(0.13)
    expect(confidence).toBeGreaterThanOrEqual(TRUSTED)
  }
})
