import { expect, test } from 'vitest'
import { type Point, rgba8 } from '../../../app/domain/raster.ts'
import { necklineRow } from '../../../app/raster/garment/anchors.ts'
import { findNeckline } from '../../../app/raster/garment/neckline.ts'

const NECK: readonly [Point, Point] = [
  [150, 40],
  [250, 40],
]
const BODY_WIDTH = 260

/** Cloth of 400 x 300 below row 40: the inside of the neck 38 px deep and a little darker, a band of the back at its top, creases, a print. */
function drawCloth(print: { readonly row: number } | null) {
  const out = rgba8(400, 300)
  for (let y = 40; y < 300; y++)
    for (let x = 0; x < 400; x++) {
      const isInside = x > 150 && x < 250 && y < necklineRow(...NECK, { x, depth: 38, exponent: 2 })
      const crease = 14 * Math.sin(x / 7 + y / 11)
      const level = isInside ? (y < 52 ? 175 : 140) : 170
      const isPrint = print !== null && y > print.row && Math.abs(x - 200) < 34
      const shade = isPrint ? 30 : level + crease
      out.data.set([shade, shade, shade + 20, 255], 4 * (y * 400 + x))
    }
  return out
}

test('the front neckline is found, neither the band of the back nor creases nor the edge of a print', () => {
  for (const print of [null, { row: 112 }]) {
    const { depth, score } = findNeckline(drawCloth(print), NECK, { bodyWidth: BODY_WIDTH, hood: false })
    expect(Math.abs(depth - 38)).toBeLessThan(5)
    expect(score).toBeGreaterThan(10)
  }
})

test('without an edge the neckline is a guess and says so', () => {
  const plain = rgba8(400, 300)
  for (let i = 0; i < 400 * 300; i++) plain.data.set([170, 170, 190, i < 40 * 400 ? 0 : 255], 4 * i)
  const { depth, score } = findNeckline(plain, NECK, { bodyWidth: BODY_WIDTH, hood: false })
  expect(score).toBeLessThan(10)
  expect(depth).toBeCloseTo(0.05 * BODY_WIDTH, 6)
})
