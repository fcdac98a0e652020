import { type Plane, plane, type Rgb8 } from '../../app/domain/raster.ts'
import { ciede2000, labOfSrgb, lumaOfRgb } from '../../app/raster/colour.ts'
import { erode } from '../../app/raster/morphology.ts'
import { PART } from '../../samples/mannequin/body.ts'
import { meanWhere, ssimMap } from './compare-look.ts'
import type { Truth } from './procedural-truth.ts'
import { mean } from './report.ts'

/** Numbers of `Truth.layers`. */
export const LAYER = { ground: 0, body: 1 } as const
/** What stands in front of a garment: arms, hands, head and hair. The neck counts as a collar's business. */
const FRONT_PARTS: readonly number[] = [
  PART.head,
  PART.hair,
  PART.upperArmL,
  PART.upperArmR,
  PART.forearmL,
  PART.forearmR,
  PART.handL,
  PART.handR,
]
/** Cloth may lie this far over the true edge of bare neck or face, as a share of the body's height: 1.4 cm. */
const COLLAR_TOLERANCE = 0.008
/** Area of cloth beyond that from which it is a case, as the side of a square in shares of the height: 9 mm. */
const COLLAR_LEAST = 0.005

/** SSIM over the whole picture and over the true garment. */
export function measureLook(picture: Rgb8, truth: Truth): { readonly full: number; readonly garment: number } {
  const map = ssimMap(lumaOfRgb(picture), lumaOfRgb(pictureOf(truth)))
  return { full: meanWhere(map, () => true), garment: meanWhere(map, (i) => isTrueGarment(truth, i)) }
}

/** Mean CIEDE2000 where the garment is and is shown. */
export function measureColour(picture: Rgb8, shown: Plane, truth: Truth): number {
  const differences: number[] = []
  for (let i = 0; i < shown.data.length; i++) {
    if (!isTrueGarment(truth, i) || shown.data[i] <= 0.5) continue
    const colour = ({ data }: { readonly data: Uint8Array }) => labOfSrgb(data[3 * i], data[3 * i + 1], data[3 * i + 2])
    differences.push(ciede2000(colour(picture), colour({ data: truth.rgb })))
  }
  return mean(differences)
}

/** Intersection over union of the shown garment and the true one. */
export function measureOverlap(shown: Plane, truth: Truth): number {
  let both = 0
  let either = 0
  for (let i = 0; i < shown.data.length; i++) {
    const isTrue = isTrueGarment(truth, i)
    const isShown = shown.data[i] > 0.5
    if (isTrue && isShown) both++
    if (isTrue || isShown) either++
  }
  return both / either
}

/** Pixels of arms, hands, head and hair that truly lie in front of the garment, and how many of them it does not cover. */
export function measureOrder(shown: Plane, truth: Truth): { readonly inFront: number; readonly kept: number } {
  let inFront = 0
  let kept = 0
  for (let i = 0; i < shown.data.length; i++) {
    if (!isBare(truth, i) || truth.alone[i] === 0 || !FRONT_PARTS.includes(truth.parts[i])) continue
    inFront++
    if (shown.data[i] <= 0.5) kept++
  }
  return { inFront, kept }
}

/** Pixels of the garment over the neck or the face, beyond the tolerance, and whether they are enough to be seen. */
export function measureCollar(shown: Plane, truth: Truth): { readonly pixels: number; readonly isCase: boolean } {
  const bare = plane(truth.width, truth.height)
  for (let i = 0; i < bare.data.length; i++) bare.data[i] = isBare(truth, i) ? 1 : 0
  const deep = erode(bare, COLLAR_TOLERANCE * truth.facts.heightPx)
  let pixels = 0
  for (let i = 0; i < bare.data.length; i++) {
    const isNeck = truth.parts[i] === PART.neck || truth.parts[i] === PART.head
    if (isNeck && deep.data[i] > 0.5 && shown.data[i] > 0.5) pixels++
  }
  return { pixels, isCase: pixels > (COLLAR_LEAST * truth.facts.heightPx) ** 2 }
}

/** A pixel of the picture before that changed less than this (largest channel) still shows what it showed. */
const AS_BEFORE = 6
/** What truly becomes something else there changes more than this. */
const TRULY_OTHER = 20
/** Fewer pixels say nothing. */
const LEAST_FREED = 60

/**
 * What becomes of the old garment where the new one does not cover it: the share that still shows it, and SSIM there. Null where
 * hardly anything is freed.
 *
 * @param old the layers of the picture before that are replaced.
 */
export function measureRemoval(
  picture: Rgb8,
  truth: Truth,
  worn: { readonly before: Truth; readonly old: readonly number[] },
): { readonly left: number; readonly ssim: number } | null {
  const { before, old } = worn
  const change = (a: Uint8Array, b: Uint8Array, i: number): number =>
    Math.max(Math.abs(a[3 * i] - b[3 * i]), Math.abs(a[3 * i + 1] - b[3 * i + 1]), Math.abs(a[3 * i + 2] - b[3 * i + 2]))
  const isFreed = (i: number): boolean =>
    old.includes(before.layers[i]) && truth.top[i] === 0 && change(before.rgb, truth.rgb, i) > TRULY_OTHER
  let freed = 0
  let left = 0
  for (let i = 0; i < truth.top.length; i++) {
    if (!isFreed(i)) continue
    freed++
    if (change(before.rgb, picture.data, i) <= AS_BEFORE) left++
  }
  if (freed < LEAST_FREED) return null
  return { left: left / freed, ssim: meanWhere(ssimMap(lumaOfRgb(picture), lumaOfRgb(pictureOf(truth))), isFreed) }
}

/** Bare body: no part of the pixel is cloth or ground. */
function isBare({ layers, mask, top }: Truth, i: number): boolean {
  return layers[i] === LAYER.body && mask[i] === 255 && top[i] === 0
}

export function isTrueGarment({ top }: Truth, i: number): boolean {
  return top[i] > 127
}

export function pictureOf({ width, height, rgb }: Truth): Rgb8 {
  return { channels: 3, width, height, data: rgb }
}
