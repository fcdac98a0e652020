import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Point, plane, type Rgba8, rgba8 } from '../../../../app/domain/raster.ts'
import { followCrease } from '../../../../app/raster/garment/crease.ts'
import { measureGarment } from '../../../../app/raster/garment/measure-garment.ts'
import { findNotches, traceOutline } from '../../../../app/raster/garment/outline.ts'
import { pruneSilhouette } from '../../../../app/raster/garment/prune.ts'
import { silhouetteOf } from '../../../../app/raster/garment/silhouette.ts'
import { findTilt, turnBack, turnCutOut } from '../../../../app/raster/garment/tilt.ts'
import { TRUSTED } from '../../../../app/raster/garment/trust.ts'
import { distance, mix } from '../../../../app/raster/geometry.ts'
import { pointsOf } from '../../../../tools/bench/anchor-truth.ts'
import { drawPolygons, type Polygon } from '../fit/figures.ts'

interface Tee {
  readonly half: number
  readonly armpit: number
  readonly sleeve: number
  readonly hem: number
}

/** A tee about x 320: half its width, row of the armpits, how far its sleeves reach out, row of its hem. */
function tee({ half, armpit, sleeve, hem }: Tee): readonly Polygon[] {
  const body: Polygon = [
    [266, 96],
    [292, 118],
    [348, 118],
    [374, 96],
    [320 + half, 124],
    [320 + half, hem],
    [320 - half, hem],
    [320 - half, 124],
  ]
  const right: Polygon = [
    [320 + half - 2, 124],
    [320 + half + sleeve, 124 + 0.8 * sleeve],
    [320 + half + sleeve - 34, armpit + 0.5 * sleeve],
    [320 + half - 2, armpit],
  ]
  return [body, right, right.map(([x, y]): Point => [640 - x, y])]
}

const TEE: Tee = { half: 120, armpit: 232, sleeve: 90, hem: 540 }

function mirrored(cutOut: Rgba8): Rgba8 {
  const out = rgba8(cutOut.width, cutOut.height)
  for (let y = 0; y < cutOut.height; y++)
    for (let x = 0; x < cutOut.width; x++) {
      const from = 4 * (y * cutOut.width + cutOut.width - 1 - x)
      out.data.set(cutOut.data.subarray(from, from + 4), 4 * (y * cutOut.width + x))
    }
  return out
}

const found = (cutOut: Rgba8) => {
  const measured = measureGarment(cutOut, { type: 't-shirt', sleeves: 'short' })!
  return { points: pointsOf(measured.anchors), confidence: measured.anchors.confidence, measured }
}

const shapes = fc.record({
  half: fc.integer({ min: 95, max: 130 }),
  armpit: fc.integer({ min: 210, max: 245 }),
  sleeve: fc.integer({ min: 70, max: 110 }),
  hem: fc.integer({ min: 440, max: 580 }),
})

test('a picture in a mirror has its points in the mirror, whatever the tee is cut like', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const cutOut = drawPolygons(640, 640, tee(shape))
      const [here, there] = [found(cutOut).points, found(mirrored(cutOut)).points]
      for (const [name, [x, y]] of Object.entries(here)) {
        const twin = name.endsWith('left') ? name.replace('left', 'right') : name.replace('right', 'left')
        const at = there[twin as keyof typeof there]!
        expect(distance([639 - x, y], at), name).toBeLessThan(0.05 * 2 * shape.half)
      }
    }),
    { numRuns: 4, seed: 4 },
  )
})

test('the armpits and the ends of sleeves and hem are found whatever the tee is cut like', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const { points, confidence } = found(drawPolygons(640, 640, tee(shape)))
      const near = (name: keyof typeof points, to: Point): void => expect(distance(points[name]!, to), name).toBeLessThan(0.2 * shape.half)
      near('armpit-right', [320 + shape.half, shape.armpit])
      near('hem-left', [320 - shape.half, shape.hem])
      near(
        'cuff-right',
        mix(
          [320 + shape.half + shape.sleeve, 124 + 0.8 * shape.sleeve],
          [320 + shape.half + shape.sleeve - 34, shape.armpit + 0.5 * shape.sleeve],
          0.5,
        ),
      )
      near('neck-left', [266, 96])
      expect(confidence).toBeGreaterThanOrEqual(TRUSTED)
    }),
    { numRuns: 5, seed: 5 },
  )
})

test('at half the size the points are at half the places', () => {
  const large = drawPolygons(640, 640, tee(TEE))
  const small = drawPolygons(
    320,
    320,
    tee(TEE).map((polygon) => polygon.map(([x, y]): Point => [x / 2, y / 2])),
  )
  const [here, there] = [found(large).points, found(small).points]
  for (const [name, [x, y]] of Object.entries(here))
    expect(distance([x / 2, y / 2], there[name as keyof typeof there]!), name).toBeLessThan(7)
})

test('the ends of a knot and the hook of a hanger are no part of a garment', () => {
  const knot: Polygon = [
    [312, 530],
    [326, 530],
    [324, 625],
    [314, 625],
  ]
  const hook: Polygon = [
    [316, 20],
    [324, 20],
    [324, 122],
    [316, 122],
  ]
  const plain = found(drawPolygons(640, 640, tee(TEE))).points
  const cutOut = drawPolygons(640, 640, [...tee(TEE), knot, hook])
  const dressed = found(cutOut).points
  for (const [name, point] of Object.entries(plain)) expect(distance(point, dressed[name as keyof typeof dressed]!), name).toBeLessThan(14)
  const pruned = pruneSilhouette(silhouetteOf(cutOut)!)
  expect(pruned.bottom).toBeLessThan(570)
  expect(pruned.top).toBeGreaterThan(70)
})

test('a garment that lies turned is turned upright; one with a folded sleeve is not', () => {
  const cutOut = drawPolygons(640, 640, tee(TEE))
  expect(findTilt(silhouetteOf(cutOut)!.mask).radians).toBe(0)
  for (const radians of [-0.2, 0.1, 0.17]) {
    const turned = turnCutOut(cutOut, -radians)
    expect(Math.abs(findTilt(silhouetteOf(turned)!.mask).radians - radians)).toBeLessThan(0.02)
    const { measured, points } = found(turned)
    const scale = measured.cutOut.width / measured.anchors.size.width
    const armpit = points['armpit-left']!
    const inTurned = turnBack([armpit[0] * scale, armpit[1] * scale], { radians: measured.tilt, from: measured.cutOut, to: turned })
    expect(distance(turnBack(inTurned, { radians: -radians, from: turned, to: cutOut }), [200, 232])).toBeLessThan(16)
  }
  const [body, right] = tee(TEE)
  expect(findTilt(silhouetteOf(drawPolygons(640, 640, [body!, right!]))!.mask).radians).toBe(0)
})

test('what is lopsided or eaten at its edges is not trusted', () => {
  const [, right] = tee(TEE)
  const torn: Polygon = [
    [320, 96],
    [374, 96],
    [440, 124],
    [440, 540],
    [240, 540],
    [310, 300],
  ]
  expect(found(drawPolygons(640, 640, [torn, right!])).confidence).toBeLessThan(TRUSTED)
  const ragged = drawPolygons(640, 640, tee(TEE))
  // Bites of 7 pixels all along the sides.
  for (let y = 120; y < 540; y += 10)
    for (let dy = 0; dy < 5; dy++)
      for (const from of [200, 432]) for (let x = from; x < from + 8; x++) ragged.data[4 * ((y + dy) * 640 + x) + 3] = 0
  const { confidence, measured } = found(ragged)
  expect(measured.anchors.notes).toContain('ragged')
  expect(confidence).toBeLessThan(TRUSTED)
})

test('an outline runs once around, and its notches are where the ground reaches in', () => {
  const mask = plane(60, 60)
  for (let y = 10; y < 50; y++) for (let x = 10; x < 50; x++) mask.data[y * 60 + x] = y > 30 && x > 26 && x < 34 ? 0 : 1
  const outline = traceOutline(mask)
  for (const [i, point] of outline.entries()) expect(distance(point, outline[(i + 1) % outline.length]!)).toBeLessThan(1.5)
  const [slit] = findNotches(outline, 14)
  expect(distance(slit!.at, [30, 30])).toBeLessThan(5)
  expect(slit!.opens[1]).toBeGreaterThan(0.8)
  expect(traceOutline(plane(4, 4))).toEqual([])
})

test('a crease is followed to its end, and plain cloth not at all', () => {
  const cloth = rgba8(100, 200)
  for (let i = 0; i < cloth.data.length; i += 4) cloth.data.set([150, 150, 150, 255], i)
  expect(followCrease(cloth, [50, 150], { unit: 100, reach: 1 })).toEqual([50, 150])
  for (let y = 90; y < 160; y++) for (let x = 49; x < 52; x++) cloth.data.set([90, 90, 90], 4 * (y * 100 + x))
  const end = followCrease(cloth, [50, 150], { unit: 100, reach: 1 })
  expect(Math.abs(end[1] - 90)).toBeLessThan(3)
  expect(followCrease(cloth, [50, 150], { unit: 100, reach: 0.2 })[1]).toBeGreaterThanOrEqual(130)
})
