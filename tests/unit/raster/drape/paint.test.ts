import { expect, test } from 'vitest'
import { plane, rgb8, rgba8 } from '../../../../app/domain/raster.ts'
import { packMasks, unpackMask } from '../../../../app/raster/drape/mask-pack.ts'
import { type Canvas, dim, paintLayer, reveal } from '../../../../app/raster/drape/paint.ts'

const WIDTH = 6
const HEIGHT = 4

function canvasOf(value: number): Canvas {
  const picture = rgb8(WIDTH, HEIGHT)
  picture.data.fill(value)
  return { picture, shown: plane(WIDTH, HEIGHT) }
}

test('a half covering layer mixes by its alpha, and counts as half shown', () => {
  const canvas = canvasOf(100)
  const layer = rgba8(WIDTH, HEIGHT)
  // Premultiplied white at one half.
  layer.data.set([127, 127, 127, 127], 4 * 7)
  paintLayer(canvas, { pixels: layer, box: { x: 0, y: 0, width: WIDTH, height: HEIGHT } })
  expect(canvas.picture.data[3 * 7]).toBeGreaterThanOrEqual(176)
  expect(canvas.picture.data[3 * 7]).toBeLessThanOrEqual(178)
  expect(canvas.shown.data[7]).toBeCloseTo(0.498, 2)
  expect([...canvas.picture.data].filter((value) => value !== 100)).toHaveLength(3)
})

test('a picture is brought back inside its box only, and what it hides is shown less', () => {
  const canvas = canvasOf(0)
  canvas.shown.data.fill(1)
  const { picture: from } = canvasOf(200)
  reveal(canvas, from, { box: { x: 1, y: 1, width: 2, height: 2 }, at: () => 0.5 })
  const changed = [...canvas.shown.data].flatMap((value, i) => (value === 1 ? [] : [i]))
  expect(changed).toEqual([7, 8, 13, 14])
  for (const i of changed) {
    expect(canvas.shown.data[i]).toBe(0.5)
    expect(canvas.picture.data[3 * i]).toBe(100)
  }
})

test('a weight without a box holds for the whole picture', () => {
  const canvas = canvasOf(0)
  reveal(canvas, canvasOf(200).picture, () => 1)
  expect(new Set(canvas.picture.data)).toEqual(new Set([200]))
})

test('dimming darkens inside its box, and never brightens', () => {
  const { picture } = canvasOf(100)
  dim(picture, { box: { x: 0, y: 0, width: WIDTH, height: 1 }, at: (i) => (i < 3 ? 0.5 : 1.5) })
  expect([...picture.data.subarray(0, 9)]).toEqual(Array(9).fill(50))
  expect(new Set(picture.data.subarray(9))).toEqual(new Set([100]))
})

test('masks are the same after packing, to half a byte step', () => {
  const masks = [0, 1, 2].map((channel) => {
    const mask = plane(WIDTH, HEIGHT)
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = ((i * (channel + 3)) % 24) / 23
    return mask
  })
  const packed = packMasks(masks)
  masks.forEach((mask, channel) => {
    unpackMask(packed, channel).data.forEach((value, i) => {
      expect(Math.abs(value - mask.data[i]!)).toBeLessThanOrEqual(0.5 / 255 + 1e-6)
    })
  })
})
