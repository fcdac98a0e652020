import type { Plane, Rgb8, Rgba8 } from '../../domain/raster.ts'
import { plane } from '../../domain/raster.ts'
import { eachInEllipse } from '../body/head.ts'
import type { Crop } from '../body/person-crop.ts'
import { type ClearedScene, clearedMaskAt } from './clear-scene.ts'
import type { Draped } from './drape.ts'
import { packMasks, unpackMask } from './mask-pack.ts'
import { protect } from './protect.ts'
import { type Scene, sceneMaskAt } from './scene.ts'

/** A person under way to an outfit: what the next garment is laid on. All of one size. */
export interface Ground {
  /** The picture as the garments so far have left it. */
  readonly picture: Rgb8
  /** Masks as bytes: see `groundMask`. */
  readonly masks: Rgba8
}

/**
 * `cloth`: new cloth, 0..1. `limbs`: arms with what they wear by now, which lie before the hips. `edited`: 1 where the picture may
 * differ from the photo. `owner`: number of the garment that shows, from 1; 0 where none does.
 */
const CHANNELS = { cloth: 0, limbs: 1, edited: 2, owner: 3 } as const

export function groundMask(masks: Rgba8, name: Exclude<keyof typeof CHANNELS, 'owner'>): Plane {
  return unpackMask(masks, CHANNELS[name])
}

/** How much of a pixel is cloth of the given garments, 0..1; a soft edge that no garment owns counts as theirs. */
export function topOf({ masks }: Ground, numbers: readonly number[]): Plane {
  const top = groundMask(masks, 'cloth')
  for (let i = 0, o = CHANNELS.owner; i < top.data.length; i++, o += 4) {
    const owner = masks.data[o]
    if (numbers.length === 0 || (owner !== 0 && !numbers.includes(owner))) top.data[i] = 0
  }
  return top
}

/** Where a garment shows that was laid on after the one of this number, 0 or 1. */
export function shownAbove(masks: Rgba8, number: number): Plane {
  const out = plane(masks.width, masks.height)
  for (let i = 0, o = CHANNELS.owner; i < out.data.length; i++, o += 4) if (masks.data[o] > number) out.data[i] = 1
  return out
}

/** Pixels that show each garment, by its number; the first value counts those that show none. */
export function countOwned(masks: Rgba8, garments: number): number[] {
  const counts = new Array<number>(garments + 1).fill(0)
  for (let i = CHANNELS.owner; i < masks.data.length; i += 4) counts[masks.data[i]]++
  return counts
}

/** One half of the body without its old garment, and where it lies in the picture. */
export interface ClearedHalf {
  readonly scene: Scene
  readonly cleared: ClearedScene
  readonly crop: Crop
}

/**
 * Joins cleared halves of a body to the ground of the first garment: nothing that will be replaced is left on it.
 *
 * @param halves tops first: the arms are theirs. Where both took something off, the one that took more counts.
 */
export function bareGround(photo: Rgb8, halves: readonly ClearedHalf[]): Ground {
  const [first] = halves
  const size = { width: photo.width, height: photo.height }
  const taken = plane(size.width, size.height)
  const picture: Rgb8 = { ...photo, data: photo.data.slice() }
  for (const half of halves) takeOver(picture, taken, half)
  const edited = plane(size.width, size.height)
  for (let i = 0; i < edited.data.length; i++) if (taken.data[i] > LEAST_CHANGE) edited.data[i] = 1
  for (const { scene, crop } of halves) {
    if (!scene.body.head.face) continue
    eachInEllipse(scene.body.head.face, scene.photo, (i) => {
      edited.data[placeIn(size.width, crop, i)] = 0
    })
  }
  const limbs = plane(size.width, size.height)
  const limbAt = limbsOf(first)
  for (let i = 0; i < first.crop.width * first.crop.height; i++) limbs.data[placeIn(size.width, first.crop, i)] = limbAt(i)
  const none = plane(size.width, size.height)
  return { picture: protect(photo, picture, edited), masks: packMasks([none, limbs, edited, none]) }
}

/** A change that no screen can show is not worth an edited pixel. */
const LEAST_CHANGE = 0.004

function takeOver(picture: Rgb8, taken: Plane, { scene, cleared, crop }: ClearedHalf): void {
  const weightAt = clearedMaskAt(cleared, 'weight')
  const isFront = (i: number): boolean => scene.layers.data[4 * i + 2] === 255
  for (let i = 0; i < crop.width * crop.height; i++) {
    const weight = weightAt(i)
    const j = placeIn(picture.width, crop, i)
    if (weight <= taken.data[j] || isFront(i)) continue
    taken.data[j] = weight
    for (let c = 0; c < 3; c++) picture.data[3 * j + c] = cleared.picture.data[3 * i + c]
  }
}

/** Bare arms of a cleared top; arms as they are where the top stays on. */
function limbsOf({ scene: { layers }, cleared }: ClearedHalf): (index: number) => number {
  const armsAt = sceneMaskAt(layers, 'arms')
  const personAt = sceneMaskAt(layers, 'person')
  const lostAt = clearedMaskAt(cleared, 'lost')
  return (i) => armsAt(i) * personAt(i) * (1 - lostAt(i))
}

function placeIn(width: number, crop: Crop, index: number): number {
  const x = index % crop.width
  return (crop.y + (index - x) / crop.width) * width + crop.x + x
}

/**
 * The ground of the next garment.
 *
 * @param ground what this one was laid on, and `draped` what came of it, both at the size of its scene.
 * @param owner number of this garment, from 1.
 */
export function groundAfter(ground: Ground, draped: Draped, owner: number): Ground {
  const data = ground.masks.data.slice()
  const { shown, editMask, cut } = draped
  const sleeves = draped.drawn.filter(({ name }) => name === 'sleeve-left' || name === 'sleeve-right')
  for (let i = 0, o = 0; i < shown.data.length; i++, o += 4) {
    const below = data[o + CHANNELS.cloth] * (1 - (cut?.data[i] ?? 0))
    data[o + CHANNELS.cloth] = Math.round(below + (255 - below) * shown.data[i])
    for (const { pixels } of sleeves) {
      const sleeve = Math.min(pixels.data[o + 3], 255 * shown.data[i])
      if (sleeve > data[o + CHANNELS.limbs]) data[o + CHANNELS.limbs] = sleeve
    }
    if (editMask.data[i] > 0) data[o + CHANNELS.edited] = 255
    if (shown.data[i] > 0.5) data[o + CHANNELS.owner] = owner
    else if (data[o + CHANNELS.cloth] < 128) data[o + CHANNELS.owner] = 0
  }
  return { picture: draped.picture, masks: { ...ground.masks, data } }
}
