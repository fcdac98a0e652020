import { describe, expect, it } from 'vitest'
import { type Plane, plane } from '../../../app/domain/raster.ts'
import { PART } from '../../../samples/mannequin/body.ts'
import { measureEnds } from '../../../tools/bench/procedural-ends.ts'
import {
  measureCollar,
  measureColour,
  measureLook,
  measureOrder,
  measureOverlap,
  measureRemoval,
  pictureOf,
} from '../../../tools/bench/procedural-measure.ts'
import { KINDS, listPairs, PATTERNS } from '../../../tools/bench/procedural-pairs.ts'
import type { Truth } from '../../../tools/bench/procedural-truth.ts'

const WIDTH = 100
const HEIGHT = 200

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A body of boxes: a trunk in a tee from row 50 to 120, an arm at its side whose sleeve ends at row 80, neck and head above. */
const TRUNK: Box = { x: 30, y: 50, width: 40, height: 70 }
const ARM: Box = { x: 70, y: 50, width: 12, height: 80 }
const SLEEVE: Box = { ...ARM, height: 30 }
const HIPS: Box = { x: 30, y: 120, width: 40, height: 40 }
const NECK: Box = { x: 40, y: 30, width: 20, height: 20 }
/** A hand that hangs before the trunk. */
const HAND: Box = { x: 55, y: 95, width: 12, height: 12 }

function eachPixel({ x, y, width, height }: Box, visit: (index: number) => void): void {
  for (let row = y; row < y + height; row++) for (let column = x; column < x + width; column++) visit(row * WIDTH + column)
}

function figure(): Truth {
  const size = WIDTH * HEIGHT
  const truth: Truth = {
    width: WIDTH,
    height: HEIGHT,
    rgb: new Uint8Array(3 * size).fill(200),
    mask: new Uint8Array(size),
    top: new Uint8Array(size),
    alone: new Uint8Array(size),
    parts: new Uint8Array(size),
    layers: new Uint8Array(size),
    uv: new Int16Array(2 * size),
    facts: {
      metrePx: 100,
      heightPx: 170,
      landmarks: {
        hipL: { x: 62, y: 130, visible: true },
        hipR: { x: 38, y: 130, visible: true },
        shoulderL: { x: 76, y: 50, visible: true },
        elbowL: { x: 76, y: 90, visible: true },
        wristL: { x: 76, y: 128, visible: true },
        indexL: { x: 76, y: 130, visible: true },
      },
    },
  }
  const put = (box: Box, part: number, layer: number, grey: number): void =>
    eachPixel(box, (i) => {
      truth.mask[i] = 255
      truth.parts[i] = part
      truth.layers[i] = layer
      truth.top[i] = layer === 3 ? 255 : 0
      truth.rgb.fill(grey + ((i * 7) % 23), 3 * i, 3 * i + 3)
    })
  put(HIPS, PART.torso, 2, 60)
  put(NECK, PART.neck, 1, 150)
  put(TRUNK, PART.torso, 3, 100)
  put(ARM, PART.upperArmL, 1, 150)
  put({ ...ARM, y: 90, height: 40 }, PART.forearmL, 1, 150)
  put(SLEEVE, PART.upperArmL, 3, 100)
  put(HAND, PART.handR, 1, 150)
  for (const box of [TRUNK, SLEEVE]) eachPixel(box, (i) => truth.alone.fill(255, i, i + 1))
  return truth
}

function shownAs(truth: Truth): Plane {
  return plane(
    WIDTH,
    HEIGHT,
    Float32Array.from(truth.top, (value) => value / 255),
  )
}

function paint(shown: Plane, box: Box, value: 0 | 1): Plane {
  const out = { ...shown, data: shown.data.slice() }
  eachPixel(box, (i) => {
    out.data[i] = value
  })
  return out
}

const truth = figure()
const perfect = shownAs(truth)

describe('what the procedural bench measures', () => {
  it('finds no fault in the truth itself', () => {
    const look = measureLook(pictureOf(truth), truth)
    expect(look.full).toBeCloseTo(1, 5)
    expect(look.garment).toBeCloseTo(1, 5)
    expect(measureColour(pictureOf(truth), perfect, truth)).toBe(0)
    expect(measureOverlap(perfect, truth)).toBe(1)
    const { inFront, kept } = measureOrder(perfect, truth)
    expect(inFront).toBe(HAND.width * HAND.height)
    expect(kept).toBe(inFront)
    expect(measureCollar(perfect, truth)).toEqual({ pixels: 0, isCase: false })
    const ends = measureEnds(perfect, truth, 'top')
    expect(ends.map(({ end }) => end)).toEqual(['sleeve-left', 'hem'])
    for (const { error } of ends) expect(error).toBeCloseTo(0, 5)
  })

  it('sees another picture in the garment, and less of it in the whole', () => {
    const other = { ...pictureOf(truth), data: truth.rgb.map((value, i) => ((i / 3) % 2 < 1 ? value : 255 - value)) }
    const picture = { ...pictureOf(truth), data: truth.rgb.slice() }
    eachPixel(TRUNK, (i) => picture.data.set(other.data.subarray(3 * i, 3 * i + 3), 3 * i))
    const look = measureLook(picture, truth)
    expect(look.garment).toBeLessThan(0.5)
    expect(look.full).toBeGreaterThan(look.garment)
    expect(measureColour(picture, perfect, truth)).toBeGreaterThan(5)
  })

  it('counts a hand that is painted over', () => {
    const half = { ...HAND, height: HAND.height / 2 }
    const { inFront, kept } = measureOrder(paint(perfect, half, 1), truth)
    expect(kept / inFront).toBeCloseTo(0.5, 5)
  })

  it('leaves a bare arm beside the garment out of the order, for nothing lies behind it', () => {
    expect(measureOrder(paint(perfect, ARM, 1), truth).kept).toBe(HAND.width * HAND.height)
  })

  it('calls cloth deep over the neck a case, and lets a line along its edge pass', () => {
    expect(measureCollar(paint(perfect, { ...NECK, y: 49, height: 1 }, 1), truth).isCase).toBe(false)
    expect(measureCollar(paint(perfect, { ...NECK, y: 38, height: 12 }, 1), truth).isCase).toBe(true)
  })

  it('tells by how much of the height a hem and a sleeve are too long or too short', () => {
    const longer = paint(perfect, { ...TRUNK, y: 120, height: 17 }, 1)
    const shorter = paint(longer, { ...SLEEVE, y: 63, height: 17 }, 0)
    const [sleeve, hem] = measureEnds(shorter, truth, 'top')
    expect(hem?.error).toBeCloseTo(0.1, 2)
    expect(sleeve?.error).toBeCloseTo(-0.1, 2)
  })

  it('measures no sleeve whose end nothing is seen of', () => {
    const hidden = figure()
    eachPixel({ ...ARM, y: 76, height: 54 }, (i) => {
      hidden.parts[i] = PART.torso
    })
    expect(measureEnds(perfect, hidden, 'top').map(({ end }) => end)).not.toContain('sleeve-left')
  })

  it('sees an old garment that shines through', () => {
    const before = figure()
    eachPixel({ ...HIPS, height: 20 }, (i) => {
      before.layers[i] = 3
      before.rgb.fill(10, 3 * i, 3 * i + 3)
    })
    const worn = { before, old: [3] }
    expect(measureRemoval(pictureOf(truth), truth, worn)?.left).toBe(0)
    const left = measureRemoval(pictureOf(before), truth, worn)
    expect(left?.left).toBe(1)
    expect(left?.ssim).toBeLessThan(measureRemoval(pictureOf(truth), truth, worn)?.ssim ?? 0)
  })

  it('says nothing of removal where hardly anything is freed', () => {
    expect(measureRemoval(pictureOf(truth), truth, { before: truth, old: [3] })).toBeNull()
  })
})

it('the pairs are balanced: all types and patterns, all poses, no pair twice', () => {
  const pairs = listPairs()
  expect(pairs).toHaveLength(KINDS.length * PATTERNS.length * 2)
  expect(new Set(pairs.map(({ name }) => name)).size).toBe(pairs.length)
  const counts = [...Map.groupBy(pairs, ({ pose }) => pose).values()].map((list) => list.length)
  expect(counts.length).toBeGreaterThanOrEqual(12)
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  for (const kind of KINDS)
    expect(new Set(pairs.filter((pair) => pair.kind === kind).map(({ pose }) => pose)).size).toBeGreaterThanOrEqual(6)
})
