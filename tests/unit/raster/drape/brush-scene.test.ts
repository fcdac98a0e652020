import { expect, test } from 'vitest'
import { type Plane, type Point, plane, rgb8, type Size } from '../../../../app/domain/raster.ts'
import { torsoRatio } from '../../../../app/raster/body/body.ts'
import { limbCover, limbPlace } from '../../../../app/raster/body/limb.ts'
import type { Crop } from '../../../../app/raster/body/person-crop.ts'
import { asClearingSees, brushScene, type SceneStroke } from '../../../../app/raster/drape/brush-scene.ts'
import { packScene, type Scene, sceneMask } from '../../../../app/raster/drape/scene.ts'
import { drawBody } from '../fit/figures.ts'

/** The scene is a part of a larger picture. */
const CROP: Crop = { x: 100, y: 50, width: 600, height: 900 }
const PICTURE = { width: 800, height: 1000 }
const SCALE = 0.25

const body = drawBody([
  { upper: 0.9, fore: 0.9 },
  { upper: 0.9, fore: 0.9 },
])

function drawn(size: Size, scale: number, isInside: (x: number, y: number) => boolean): Plane {
  const out = plane(size.width, size.height)
  for (let i = 0; i < out.data.length; i++)
    out.data[i] = isInside(((i % size.width) + 0.5) / scale, (Math.floor(i / size.width) + 0.5) / scale) ? 1 : 0
  return out
}

const isSleeve = (x: number, y: number): boolean =>
  body.arms.some((arm) => {
    const place = limbPlace(arm, x, y)
    return place.ratio < 1 && place.along < 0.7
  })
const isTrunk = (x: number, y: number): boolean => {
  const { s, ratio } = torsoRatio(body, x, y)
  return ratio < 0.8 && s > 0.1 * body.frame.torsoLength && s < body.frame.torsoLength
}
const isArm = (side: 0 | 1) => (x: number, y: number) => limbPlace(body.arms[side], x, y).ratio < 1
const isHead = (x: number, y: number): boolean => Math.hypot(x - body.head.centre[0], y - body.head.centre[1]) < body.head.radius

/** Somebody in a top with short sleeves. */
function scene(): Scene & { readonly crop: Crop } {
  const small = { width: CROP.width * SCALE, height: CROP.height * SCALE }
  const oldUpper = drawn(small, SCALE, (x, y) => isTrunk(x, y) || isSleeve(x, y))
  const whole = (isInside: (x: number, y: number) => boolean): Plane => drawn(CROP, 1, isInside)
  return {
    crop: CROP,
    photo: rgb8(CROP.width, CROP.height),
    body,
    layers: packScene({
      old: whole((x, y) => isTrunk(x, y) || isSleeve(x, y)),
      arms: whole((x, y) => isArm(0)(x, y) || isArm(1)(x, y)),
      front: whole(isHead),
      person: whole((x, y) => isHead(x, y) || isTrunk(x, y) || isArm(0)(x, y) || isArm(1)(x, y)),
    }),
    parts: {
      scale: SCALE,
      skinMeasured: true,
      person: plane(small.width, small.height),
      skin: plane(small.width, small.height),
      oldUpper,
      oldLower: plane(small.width, small.height),
      arms: [drawn(small, SCALE, isArm(0)), drawn(small, SCALE, isArm(1))],
      oldCuffs: [limbCover(body.arms[0], oldUpper, SCALE), limbCover(body.arms[1], oldUpper, SCALE)],
      front: drawn(small, SCALE, isHead),
    },
  }
}

/** A dab at a place of the scene, 30 px wide, told in shares of the whole picture. */
function dab(mask: SceneStroke['mask'], [x, y]: Point, mode: SceneStroke['mode'] = 'add'): SceneStroke {
  return {
    mask,
    mode,
    width: 30 / PICTURE.height,
    hardness: 1,
    points: [[(x + CROP.x) / PICTURE.width, (y + CROP.y) / PICTURE.height]],
  }
}

const brush = (found: ReturnType<typeof scene>, ...strokes: SceneStroke[]) =>
  brushScene(found, { picture: PICTURE, region: 'upper', strokes })
const at = ({ width, data }: Plane, [x, y]: Point, scale = 1): number => data[Math.floor(y * scale) * width + Math.floor(x * scale)] ?? -1

const { down, torsoLength } = body.frame
const chest: Point = [body.head.chin[0] + 0.5 * torsoLength * down[0], body.head.chin[1] + 0.5 * torsoLength * down[1]]
const crown: Point = [body.head.centre[0], body.head.centre[1] - body.head.radius]

test('what is painted to the front is no old garment any more, at either size', () => {
  const found = scene()
  expect(at(sceneMask(found.layers, 'old'), chest)).toBe(1)
  const { scene: brushed } = brush(found, dab('front', chest))
  const forClearing = asClearingSees(found, brushed, 'upper')
  for (const one of [brushed, forClearing]) {
    expect(at(sceneMask(one.layers, 'front'), chest)).toBe(1)
    expect(at(sceneMask(one.layers, 'old'), chest)).toBe(0)
    expect(at(one.parts.oldUpper, chest, SCALE)).toBe(0)
  }
  expect(at(brushed.parts.front, chest, SCALE)).toBe(1)
  expect(sceneMask(brushed.layers, 'arms').data).toEqual(sceneMask(found.layers, 'arms').data)
})

test('what is painted as old garment is not in front, unless it was painted to the front too', () => {
  const found = scene()
  const taken = brush(found, dab('old-garment', body.head.centre)).scene
  expect(at(sceneMask(taken.layers, 'front'), body.head.centre)).toBe(0)
  expect(at(sceneMask(taken.layers, 'old'), body.head.centre)).toBe(1)
  const both = brush(found, dab('front', chest), dab('old-garment', chest)).scene
  expect(at(sceneMask(both.layers, 'front'), chest)).toBe(1)
  expect(at(sceneMask(both.layers, 'old'), chest)).toBe(0)
})

test('a front that is taken back leaves everything as it was found', () => {
  const found = scene()
  // An eraser of the same width would leave a rim: what a soft edge painted to a third is erased to two thirds, which is more.
  const eraser = { ...dab('front', chest, 'erase'), width: 40 / PICTURE.height }
  const { scene: brushed, isTopChanged } = brush(found, dab('front', chest), eraser)
  expect(brushed.layers.data).toEqual(found.layers.data)
  expect(brushed.parts).toEqual(found.parts)
  expect(isTopChanged).toBe(false)
})

test('clearing sees a stroke only where the old garment is', () => {
  const found = scene()
  const { scene: brushed } = brush(found, dab('front', crown))
  const forClearing = asClearingSees(found, brushed, 'upper')
  expect(brushed.layers.data).not.toEqual(found.layers.data)
  expect(forClearing.layers.data).toEqual(found.layers.data)
  expect(forClearing.parts).toEqual(found.parts)
})

test('sleeves that are erased end higher, and only that is measured anew', () => {
  const found = scene()
  const [shoulder, elbow] = [body.arms[0].joints[0], body.arms[0].joints[1]]
  const onSleeve = [0.3, 0.4, 0.5, 0.6, 0.7].map(
    (t): Point => [shoulder[0] + t * (elbow[0] - shoulder[0]), shoulder[1] + t * (elbow[1] - shoulder[1])],
  )
  const wide = (stroke: SceneStroke): SceneStroke => ({ ...stroke, width: 3 * stroke.width })
  const { scene: brushed, isTopChanged } = brush(found, ...onSleeve.map((place) => wide(dab('old-garment', place, 'erase'))))
  expect(isTopChanged).toBe(true)
  expect(brushed.parts.oldCuffs[0]).toBeLessThan(found.parts.oldCuffs[0] - 0.2)
  expect(brushed.parts.oldCuffs[1]).toBeCloseTo(found.parts.oldCuffs[1], 5)
})

test('what is added to the arms belongs to the nearer one', () => {
  const found = scene()
  for (const side of [0, 1] as const) {
    const [wrist, knuckles] = [body.arms[side].joints[2], body.arms[side].joints[3]]
    const beyond: Point = [knuckles[0] + 0.6 * (knuckles[0] - wrist[0]), knuckles[1] + 1.6 * (knuckles[1] - wrist[1])]
    const { arms } = brush(found, dab('arms', beyond)).scene.parts
    expect([at(arms[side], beyond, SCALE), at(arms[side === 0 ? 1 : 0], beyond, SCALE)]).toEqual([1, 0])
    const gone = brush(found, dab('arms', knuckles, 'erase')).scene.parts.arms
    expect(at(gone[side], knuckles, SCALE)).toBe(0)
  }
})
