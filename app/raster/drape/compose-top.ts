import { type Plane, plane } from '../../domain/raster.ts'
import { placeOf, SIDES } from '../body/frame.ts'
import { limbPlace } from '../body/limb.ts'
import { shoulderLevel } from '../body/outline.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { lerp, smooth } from '../geometry.ts'
import { samplePlane } from '../resample.ts'
import { neckColumn } from './beneath.ts'
import { type ClearedScene, clearedMaskAt } from './clear-scene.ts'
import type { DrawnLayer } from './draw-fit.ts'
import { closeGaps } from './gaps.ts'
import { handWeight } from './hands.ts'
import { type Canvas, type LocalWeight, paintLayer, reveal } from './paint.ts'
import { type Scene, sceneMask, sceneMaskAt } from './scene.ts'
import { shadeBelow } from './shade-below.ts'
import { castShadow, type Shadow } from './shadow.ts'
import { closeSlivers } from './slivers.ts'

export interface TopInput {
  readonly scene: Scene
  readonly fit: GarmentFit
  readonly drawn: readonly DrawnLayer[]
  readonly cleared: ClearedScene
  readonly light: Plane | null
  /** Where a shadow may fall. */
  readonly shadowZone: LocalWeight
  /** Union of all layers, at the photo's size; grows where gaps are closed. */
  readonly coverage: Plane
}

/** The same with `roughCoverage`, the union at analysis size before any gap is closed. */
export interface WholeTopInput extends TopInput {
  readonly roughCoverage: Plane
}

/** Brightness of the inside of a collar. */
const INSIDE_SHADE = 0.72

/** What of the person lies before the layers of a top. Depends on the person and on where sleeves end, not on where cloth lies. */
export interface TopOrder {
  /** Bare arms, 0..1. */
  readonly arms: Plane
  /** How much of the neck stands before the inside of the collar, 0..1 at a pixel. */
  readonly neckAt: (index: number) => number
}

export function orderTop(scene: Scene, cuffs: readonly [number, number]): TopOrder {
  return { arms: weighArms(scene, cuffs), neckAt: neckInFront(scene) }
}

/** Puts a top or dress on, closes what it leaves open, and brings head and hair to the front. */
export function composeTop(input: WholeTopInput): Canvas {
  const { scene, fit, drawn } = input
  const torso = drawn.find(({ name }) => name === 'torso')
  const fronts = drawn.filter(({ name }) => name !== 'back')
  const closed = torso && fronts.length > 1 ? withoutGaps(input, torso, fronts) : drawn
  const canvas = layTop({ ...input, drawn: closed }, orderTop(scene, fit.cuffs))
  closeSlivers(scene, canvas, { old: scene.parts.oldUpper, cuffs: fit.cuffs })
  reveal(canvas, scene.photo, sceneMaskAt(scene.layers, 'front'))
  return canvas
}

function withoutGaps(
  { scene, fit, coverage, roughCoverage, drawn }: WholeTopInput,
  torso: DrawnLayer,
  fronts: readonly DrawnLayer[],
): readonly DrawnLayer[] {
  closeGaps(scene, torso.pixels, { coverage, roughCoverage, drawn: fronts.map(({ pixels }) => pixels), cuffs: fit.cuffs })
  const { width, height } = scene.photo
  return drawn.map((layer) => (layer === torso ? { ...layer, box: { x: 0, y: 0, width, height } } : layer))
}

/** Puts the layers in order: inside of the collar, neck, trunk, bare arms, sleeves, hands. Head and hair are still to come. */
export function layTop(input: Omit<TopInput, 'fit'> & { readonly fit: Pick<GarmentFit, 'lit'> }, { arms, neckAt }: TopOrder): Canvas {
  const { scene, cleared, fit, drawn, light } = input
  const { photo, layers } = scene
  const layerOf = (name: DrawnLayer['name']): DrawnLayer | undefined => drawn.find((layer) => layer.name === name)
  const sleeves = [layerOf('sleeve-left'), layerOf('sleeve-right')] as const
  const personAt = sceneMaskAt(layers, 'person')
  const lostAt = clearedMaskAt(cleared, 'lost')
  const canvas: Canvas = { picture: { ...cleared.picture, data: cleared.picture.data.slice() }, shown: plane(photo.width, photo.height) }
  shadeBelow(canvas.picture, input)
  const above = fit.lit === 'by-scene' ? shadowOnCloth(scene, { arms, sleeves }) : null
  const gainOf = clothGain(light, photo.width)
  const back = layerOf('back')
  if (back) paintLayer(canvas, back, { gain: () => INSIDE_SHADE, keep: (i) => 1 - neckAt(i) })
  const torso = layerOf('torso')
  if (torso) paintLayer(canvas, torso, { gain: (i) => gainOf(i) * (above ? above.at(i) : 1) })
  reveal(canvas, cleared.picture, (i) => (arms.data[i] === 0 ? 0 : arms.data[i] * personAt(i) * (1 - lostAt(i))))
  for (const side of farToNear(scene)) {
    const sleeve = sleeves[side]
    if (sleeve) paintLayer(canvas, sleeve, { gain: (i) => gainOf(i) * (above ? lerp(above.at(i), 1, 0.7) : 1) })
    const hand = handWeight(scene, side)
    // The rim of the old cloth around a hand has become ground or trousers: over new cloth it would be a dark or white outline.
    if (hand) reveal(canvas, cleared.picture, { box: hand.box, at: (i) => hand.at(i) * (1 - lostAt(i)) })
  }
  return canvas
}

/** Brightness of new cloth at a pixel, from factors at half size. */
export function clothGain(light: Plane | null, width: number): (index: number) => number {
  if (!light) return () => 1
  return (i) => samplePlane(light, ((i % width) + 0.5) / 2, (Math.floor(i / width) + 0.5) / 2)
}

/** The arm nearer to the camera is drawn last. */
function farToNear({ body }: Scene): readonly (0 | 1)[] {
  return body.arms[0].depth > body.arms[1].depth ? [0, 1] : [1, 0]
}

/**
 * The arm mask from the end of the new sleeves on. Above it the arm belongs to the garment even where the drawn sleeve is
 * narrower: cloth of the trunk is right there, and old shoulder or skin would be wrong.
 */
function weighArms({ photo, body, parts, layers }: Scene, cuffs: readonly [number, number]): Plane {
  const arms = sceneMask(layers, 'arms')
  for (let i = 0; i < arms.data.length; i++) {
    if (arms.data[i] <= 0) continue
    const x = (i % photo.width) + 0.5
    const y = Math.floor(i / photo.width) + 0.5
    let weight = 0
    for (const side of SIDES) {
      const arm = body.arms[side]
      if (!arm.usable) continue
      const place = limbPlace(arm, x, y)
      if (place.ratio > 2) continue
      // Old cloth past the end of this arm's sleeve belongs to the other arm or the trunk.
      if (layers.data[4 * i] > 127 && place.along > parts.oldCuffs[side] + 0.15) continue
      weight = Math.max(weight, smooth((place.along - Math.max(0.1, cuffs[side])) / 0.15))
    }
    arms.data[i] *= weight
  }
  return arms
}

function shadowOnCloth(
  { photo, body, layers }: Scene,
  above: { readonly arms: Plane; readonly sleeves: readonly (DrawnLayer | undefined)[] },
): Shadow {
  const width = body.frame.shoulderWidth
  const frontAt = sceneMaskAt(layers, 'front')
  const casterAt = (i: number): number => {
    let value = Math.max(above.arms.data[i], frontAt(i))
    for (const sleeve of above.sleeves) if (sleeve) value = Math.max(value, sleeve.pixels.data[4 * i + 3] / 255)
    return value
  }
  return castShadow(photo, casterAt, { drop: 0.03 * width, sigma: 0.035 * width, strength: 0.24 })
}

/** How much of the neck, head and hair stands before the inside of the collar. */
function neckInFront({ photo, body, parts, layers, worn }: Scene): (index: number) => number {
  const frontAt = sceneMaskAt(layers, 'front')
  const personAt = sceneMaskAt(layers, 'person')
  return (i) => {
    const front = frontAt(i)
    if (front >= 1) return 1
    const x = (i % photo.width) + 0.5
    const y = Math.floor(i / photo.width) + 0.5
    // Where skin and old collar meet, each is half as sure: asked one by one, the inside of the new collar came through as a dashed line.
    const [skin, old] = [parts.skin, parts.oldUpper].map((mask) => samplePlane(mask, x * parts.scale, y * parts.scale))
    const isBody = 2 * skin + old > 0.5
    // The inside of a jacket's collar lies behind the shirt that is worn under it.
    const cloth = worn?.cloth.data[i] ?? 0
    if (!isBody) return Math.max(front, cloth)
    // Below the line from neck to shoulder the chest hides the inside of the back.
    const { s, u } = placeOf(body.frame, x, y)
    const chest = smooth((s - shoulderLevel(body.frame, body.shoulders, u)) / (0.03 * body.frame.shoulderWidth) + 0.5)
    // Skin that is seen in the photo is neck, however wide; the column only stands for what an old collar hid.
    const seen = smooth((skin - 0.3) / 0.25) * (1 - old)
    return Math.max(front, cloth, personAt(i) * Math.max(chest, seen, neckColumn(body, x, y)))
  }
}
