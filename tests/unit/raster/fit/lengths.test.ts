import { expect, test } from 'vitest'
import type { Body } from '../../../../app/raster/body/body.ts'
import { placeOf } from '../../../../app/raster/body/frame.ts'
import { fitLower } from '../../../../app/raster/fit/lower-fit.ts'
import { fitTop } from '../../../../app/raster/fit/top-fit.ts'
import type { TopAnchors } from '../../../../app/raster/garment/anchors.ts'
import { measureLower } from '../../../../app/raster/garment/lower-anchors.ts'
import { silhouetteOf } from '../../../../app/raster/garment/silhouette.ts'
import { drawBody, drawPolygons, drawTop } from './figures.ts'

const body: Body = drawBody([
  { upper: 0.2, fore: 0.1 },
  { upper: 0.2, fore: 0.1 },
])

function fitted(garment: ReturnType<typeof drawTop>, anchors: TopAnchors, sleeves: 'short' | 'long') {
  return fitTop(body, anchors, { length: 'top', sleeves, oldHem: null, isCovered: garment.isCovered })
}

test('short sleeves end above the elbow, past the middle of the upper arm', () => {
  const garment = drawTop('short')
  for (const cuff of fitted(garment, garment.anchors, 'short').cuffs) {
    expect(cuff).toBeGreaterThan(0.45)
    expect(cuff).toBeLessThan(0.8)
  }
})

test('long sleeves end at the wrist', () => {
  const garment = drawTop('long')
  for (const cuff of fitted(garment, garment.anchors, 'long').cuffs) {
    expect(cuff).toBeGreaterThan(1.9)
    expect(cuff).toBeLessThan(2.02)
  }
})

test('the long sleeves of a wide cut are known by the length of the trunk', () => {
  const garment = drawTop('long')
  const { anchors } = garment
  // As wide as its sleeves are long: by widths alone they would be three-quarter sleeves.
  const longest = Math.max(...anchors.sleeves.map((sleeve) => sleeve?.outerLength ?? 0))
  const wide = { ...anchors, bodyWidth: longest / 0.9 }
  const fit = fitTop(body, wide, { length: 'top', sleeves: 'unknown', oldHem: null, isCovered: garment.isCovered })
  for (const cuff of fit.cuffs) expect(cuff).toBeGreaterThan(1.9)
})

test('both sleeves are of one length: a folded one takes it from the other', () => {
  const garment = drawTop('short')
  const [left, right] = garment.anchors.sleeves
  if (!left || !right) throw new Error('The sleeves are missing')
  const whole = fitted(garment, garment.anchors, 'short').cuffs
  const folded = fitted(garment, { ...garment.anchors, sleeves: [{ ...left, length: 0.4 * left.length }, right] }, 'short').cuffs
  expect(folded[0]).toBeCloseTo(whole[1], 2)
  const turned = fitted(garment, { ...garment.anchors, sleeves: [{ ...left, length: 0.8 * left.length }, right] }, 'short').cuffs
  expect(turned[0]).toBeCloseTo(turned[1], 3)
})

test('a wide cut does not make a top short: its hem ends below the hip joints', () => {
  const garment = drawTop('short')
  const { anchors } = garment
  // The same trunk taken for one and a half times as wide: boxy, but not cropped.
  for (const each of [anchors, { ...anchors, bodyWidth: 1.5 * anchors.bodyWidth }]) {
    const torso = fitted(garment, each, 'short').layers.find(({ name }) => name === 'torso')?.strip
    if (!torso) throw new Error('The trunk is missing')
    const last = torso.rows * torso.columns - Math.ceil(torso.columns / 2)
    const { s } = placeOf(body.frame, torso.target[2 * last] ?? 0, torso.target[2 * last + 1] ?? 0)
    expect(s / body.frame.torsoLength).toBeGreaterThan(1.05)
  }
})

test('trousers get no bell legs: their width goes by a usual waist, not by the hips', () => {
  const cutOut = drawPolygons(640, 640, [
    [
      [240, 40],
      [400, 40],
      [430, 200],
      [440, 600],
      [340, 600],
      [320, 220],
      [300, 600],
      [200, 600],
      [210, 200],
    ],
  ])
  const silhouette = silhouetteOf(cutOut)
  if (silhouette === null) throw new Error('The trousers are empty')
  const fit = fitLower(body, measureLower(silhouette, { legs: 'two' }), { isCovered: () => true, waist: 'covered' })
  const leg = fit.layers.find(({ name }) => name === 'leg-left')?.strip
  if (!leg) throw new Error('The leg is missing')
  const row = leg.columns * (leg.rows - 2)
  const end = row + leg.columns - 1
  const at = (vertex: number): readonly [number, number] => [leg.target[2 * vertex] ?? 0, leg.target[2 * vertex + 1] ?? 0]
  const width = Math.hypot(at(end)[0] - at(row)[0], at(end)[1] - at(row)[1])
  // 100 of 160 flat at the waist, which is .72 of a torso of 225: 101 flat on this body, two thirds of it seen.
  expect(width).toBeGreaterThan(60)
  expect(width).toBeLessThan(80)
})

test('shorts with a gathered waist, a crumb beside them and slanted hems end at one height, as wide as their legs', () => {
  const crumb: readonly (readonly [number, number])[] = [
    [505, 210],
    [511, 210],
    [511, 300],
    [505, 300],
  ]
  const cutOut = drawPolygons(640, 640, [
    [
      [240, 60],
      [420, 60],
      [490, 200],
      [520, 390],
      [370, 430],
      [330, 270],
      [290, 430],
      [130, 390],
      [170, 200],
    ],
    crumb,
  ])
  const silhouette = silhouetteOf(cutOut)
  if (silhouette === null) throw new Error('The shorts are empty')
  const fit = fitLower(body, measureLower(silhouette, { legs: 'two' }), { isCovered: () => true, waist: 'covered' })
  const ends = (['leg-left', 'leg-right'] as const).map((name) => {
    const leg = fit.layers.find((layer) => layer.name === name)?.strip
    if (!leg) throw new Error(`${name} is missing`)
    const at = (row: number, column: number): readonly [number, number] => {
      const vertex = row * leg.columns + column
      return [leg.target[2 * vertex] ?? 0, leg.target[2 * vertex + 1] ?? 0]
    }
    const width = (row: number): number =>
      Math.hypot(at(row, leg.columns - 1)[0] - at(row, 0)[0], at(row, leg.columns - 1)[1] - at(row, 0)[1])
    return {
      levels: placeOf(body.frame, ...at(leg.rows - 2, leg.columns >> 1)).s / body.frame.torsoLength,
      taper: width(leg.rows - 2) / width(Math.round(0.7 * leg.rows)),
    }
  })
  expect(Math.abs((ends[0]?.levels ?? 0) - (ends[1]?.levels ?? 9))).toBeLessThan(0.08)
  for (const { levels, taper } of ends) {
    // Knees of this body lie about two torsos down, ankles three.
    expect(levels).toBeLessThan(2.2)
    expect(taper).toBeGreaterThan(0.9)
  }
})
