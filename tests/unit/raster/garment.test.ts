import { expect, test } from 'vitest'
import { type Rgba8, rgba8 } from '../../../app/domain/raster.ts'
import { edgesAt, necklineAt } from '../../../app/raster/garment/anchors.ts'
import { topBox } from '../../../app/raster/garment/box.ts'
import { measureLower } from '../../../app/raster/garment/lower-anchors.ts'
import { silhouetteOf } from '../../../app/raster/garment/silhouette.ts'
import { findMirror } from '../../../app/raster/garment/symmetry.ts'
import { measureTop } from '../../../app/raster/garment/top-anchors.ts'
import { TRUSTED } from '../../../app/raster/garment/trust.ts'

type Polygon = readonly (readonly [number, number])[]

/** Fills polygons (even-odd) with one colour. */
function drawn(width: number, height: number, polygons: readonly Polygon[]): Rgba8 {
  const out = rgba8(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isInside = polygons.some((polygon) => {
        let inside = false
        polygon.forEach(([x1, y1], i) => {
          const [x2, y2] = polygon[(i + 1) % polygon.length]!
          if (y1 > y + 0.5 !== y2 > y + 0.5 && x + 0.5 < ((x2 - x1) * (y + 0.5 - y1)) / (y2 - y1) + x1) inside = !inside
        })
        return inside
      })
      if (isInside) out.data.set([60, 90, 160, 255], 4 * (y * width + x))
    }
  return out
}

/** A tee: trunk 240 wide from 200 to 440, shoulders at 120, armpits at 220, sleeves 45 degrees down. */
const TEE: readonly Polygon[] = [
  [
    [268, 100],
    [372, 100],
    [440, 130],
    [440, 560],
    [200, 560],
    [200, 130],
  ],
  [
    [212, 124],
    [110, 215],
    [150, 280],
    [206, 232],
  ],
  [
    [428, 124],
    [530, 215],
    [490, 280],
    [434, 232],
  ],
]
/** The same with its sleeves hanging on the trunk without a gap. */
const ARMS_DOWN: readonly Polygon[] = [
  TEE[0]!,
  [
    [212, 124],
    [120, 170],
    [112, 520],
    [200, 520],
  ],
  [
    [428, 124],
    [520, 170],
    [528, 520],
    [440, 520],
  ],
]
const TROUSERS: readonly Polygon[] = [
  [
    [220, 40],
    [420, 40],
    [450, 220],
    [500, 600],
    [370, 600],
    [320, 240],
    [270, 600],
    [140, 600],
    [190, 220],
  ],
]

const measured = (polygons: readonly Polygon[], sleeves: 'unknown' | 'long' | 'none' = 'unknown') => {
  const cutOut = drawn(640, 640, polygons)
  const silhouette = silhouetteOf(cutOut)!
  return { silhouette, anchors: measureTop(cutOut, silhouette, sleeves) }
}

test('a tee gives its armpits, shoulders, width and two sleeves', () => {
  const { anchors } = measured(TEE)
  expect(anchors.confidence).toBeGreaterThanOrEqual(0.8)
  expect(anchors.bodyWidth).toBeCloseTo(240, -1)
  expect(Math.abs(anchors.armpits[0][1] - 232)).toBeLessThan(14)
  expect(Math.abs(anchors.armpits[1][1] - 232)).toBeLessThan(14)
  for (const side of [0, 1] as const) {
    const outer = anchors.sleeves[side]!.outerLength / anchors.bodyWidth
    expect(outer).toBeGreaterThan(0.3)
    expect(outer).toBeLessThan(0.8)
  }
  expect(edgesAt(anchors.edges, 450)).toEqual([expect.closeTo(200, -1), expect.closeTo(439, -1)])
  expect(necklineAt(anchors, 320)).toBeGreaterThan(100)
})

test('sleeves that touch the trunk: the armpits are where they usually are, and the sleeves are long', () => {
  const { anchors } = measured(ARMS_DOWN, 'long')
  expect(anchors.confidence).toBeGreaterThanOrEqual(TRUSTED)
  expect(anchors.notes.some((note) => note === 'armpits-raised' || note === 'armholes-assumed')).toBe(true)
  for (const side of [0, 1] as const) {
    const depth = (anchors.armpits[side][1] - anchors.shoulderTips[side][1]) / anchors.bodyWidth
    expect(depth).toBeGreaterThan(0.25)
    expect(depth).toBeLessThan(0.62)
    expect(anchors.sleeves[side]!.outerLength / anchors.bodyWidth).toBeGreaterThan(0.95)
  }
})

test('a garment known to be sleeveless grows no sleeves', () => {
  expect(measured([TEE[0]!], 'none').anchors.sleeves).toEqual([null, null])
})

test('a shape that is no garment is not trusted', () => {
  const scarf: Polygon = [
    [40, 300],
    [600, 280],
    [600, 360],
    [40, 390],
  ]
  expect(measured([scarf]).anchors.confidence).toBeLessThan(TRUSTED)
})

test('trousers give waist, crotch and two legs of one length; a skirt gives none', () => {
  const cutOut = drawn(640, 640, TROUSERS)
  const silhouette = silhouetteOf(cutOut)!
  const trousers = measureLower(silhouette, { legs: 'two' })
  expect(trousers.confidence).toBe(1)
  expect(trousers.waistWidth).toBeGreaterThan(195)
  expect(trousers.waistWidth).toBeLessThan(225)
  expect(Math.abs(trousers.crotch![1] - 250)).toBeLessThan(16)
  const [left, right] = trousers.legs
  expect(left!.outerLength / right!.outerLength).toBeCloseTo(1, 1)
  const skirt = measureLower(silhouette, { legs: 'none' })
  expect(skirt.crotch).toBeNull()
  expect(skirt.legs).toEqual([null, null])
})

test('legs that lie on each other hide the crotch: it is put where rises end, and the guess costs trust', () => {
  const overlapping: Polygon = [
    [220, 40],
    [420, 40],
    [450, 220],
    [500, 600],
    [330, 600],
    [320, 330],
    [310, 600],
    [140, 600],
    [190, 220],
  ]
  const trousers = measureLower(silhouetteOf(drawn(640, 640, [overlapping]))!, { legs: 'two' })
  expect(trousers.notes).toEqual(['crotch-raised'])
  expect(trousers.crotch![1]).toBeCloseTo(40 + 1.03 * 200, -1)
  expect(trousers.confidence).toBeLessThan(1)
  expect(trousers.confidence).toBeGreaterThanOrEqual(TRUSTED)
  expect(Math.abs(trousers.cuffs[0]!.inner[0] - 310)).toBeLessThan(12)
})

test('ruffles beside the shoulders of a flared dress are not its neck', () => {
  const dress: Polygon = [
    [250, 80],
    [275, 100],
    [300, 100],
    [310, 130],
    [370, 130],
    [380, 100],
    [405, 100],
    [430, 80],
    [440, 100],
    [420, 190],
    [600, 600],
    [80, 600],
    [260, 190],
    [240, 100],
  ]
  const { anchors } = measured([dress], 'none')
  expect(anchors.neckPoints[0][0]).toBeCloseTo(300, -1)
  expect(anchors.neckPoints[1][0]).toBeCloseTo(380, -1)
  expect(anchors.shoulderTips[0]).toEqual([expect.closeTo(250, -1), expect.closeTo(80, -1)])
})

test('a hem is followed into a tail that hangs at one side', () => {
  const shirt: readonly Polygon[] = [[...TEE[0]!.slice(0, 3), [440, 590], [405, 590], [392, 545], [200, 590], [200, 130]], TEE[1]!, TEE[2]!]
  const [, right] = measured(shirt).anchors.hem
  expect(right[0]).toBeGreaterThan(430)
  expect(right[1]).toBeGreaterThan(580)
})

test('the axis of symmetry stays in the middle when one sleeve is missing', () => {
  const { silhouette } = measured([TEE[0]!, TEE[1]!])
  expect(Math.abs(findMirror(silhouette).axisX - 320)).toBeLessThan(22)
  const box = topBox(silhouette)
  expect(box.trunkWidth).toBeGreaterThan(200)
  expect(box.trunkWidth).toBeLessThan(300)
})

test('an empty cut-out has no silhouette', () => {
  expect(silhouetteOf(rgba8(50, 50))).toBeNull()
})

test('a flared dress with its sleeves along its sides: its chest is not the flare below the cuffs, and its sleeves are long', () => {
  const left: Polygon = [
    [230, 112],
    [170, 200],
    [120, 400],
    [168, 410],
    [242, 250],
  ]
  const right: Polygon = left.map(([x, y]) => [640 - x, y] as const)
  // The chest is 160 wide; below the cuffs, where its sides are first seen, the trunk is 270 wide.
  const trunk: Polygon = [
    [280, 90],
    [360, 90],
    [410, 112],
    [400, 230],
    [455, 420],
    [480, 600],
    [160, 600],
    [185, 420],
    [240, 230],
    [230, 112],
  ]
  const filled: Polygon = [
    [236, 240],
    [404, 240],
    [470, 405],
    [170, 405],
  ]
  const { anchors } = measured([trunk, left, right, filled])
  expect(anchors.confidence).toBeGreaterThanOrEqual(TRUSTED)
  expect(anchors.bodyWidth).toBeLessThan(225)
  expect(anchors.bodyWidth).toBeGreaterThan(130)
  for (const sleeve of anchors.sleeves) expect((sleeve?.outerLength ?? 0) / anchors.bodyWidth).toBeGreaterThan(0.95)
})

test('a dress with a waist, a wide skirt and short sleeves: the skirt is whole, and the sleeves are seen although they are small', () => {
  const sleeve: Polygon = [
    [226, 110],
    [150, 170],
    [186, 236],
    [214, 214],
  ]
  const dress: Polygon = [
    [270, 90],
    [370, 90],
    [424, 112],
    [430, 215],
    [416, 300],
    [520, 600],
    [120, 600],
    [224, 300],
    [210, 215],
    [216, 112],
  ]
  const { anchors } = measured([dress, sleeve, sleeve.map(([x, y]) => [640 - x, y] as const)], 'none')
  expect(anchors.sleeves.every((found) => found !== null)).toBe(true)
  expect(anchors.bodyWidth).toBeGreaterThan(195)
  expect(anchors.bodyWidth).toBeLessThan(250)
  const [left, right] = edgesAt(anchors.edges, 580)
  expect(left).toBeLessThan(140)
  expect(right).toBeGreaterThan(500)
})
