import type { Rgb8 } from '../../domain/raster.ts'
import { torsoRatio } from '../body/body.ts'
import { eachInEllipse } from '../body/head.ts'
import { limbPlace } from '../body/limb.ts'
import { ciede2000, labOfSrgb } from '../colour.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { eachTriangle, signedArea } from '../fit/strip.ts'
import { median } from '../geometry.ts'
import type { Draped } from './drape.ts'
import type { Scene } from './scene.ts'

/** What can be measured on a draft without knowing the truth. Shares are 0..1. */
export interface DraftFacts {
  /** Part of the old garment's area that still looks as before, uncovered and not behind something. */
  readonly oldLeft: number
  /** Part of the body region the garment is for that shows it, or something in front of it. */
  readonly regionCovered: number
  /** Part of the shown garment that lies outside the person where cloth is held by the body: a flared hem swings free. */
  readonly outside: number
  /** Part of the garment's mesh that falls outside the picture. */
  readonly outOfFrame: number
  /** Folded share of the visible mesh. */
  readonly folded: number
  /** Median CIEDE2000 between the garment's own colours and the draft's. */
  readonly colourShift: number
  /** Edit mask over the union of old and new garment. */
  readonly maskRatio: number
  /** Pixels of the face that changed. */
  readonly faceChanged: number
  /** Pixels that changed outside the edit mask. */
  readonly changedOutside: number
  /** Area of the shown garment, in pixels. */
  readonly shownPx: number
}

/** Measures a draft of a top, dress or lower garment. */
export function measureDraft(scene: Scene, fit: GarmentFit, draft: Draped): DraftFacts {
  const { photo, layers, worn } = scene
  const before = worn?.picture ?? photo
  const { picture, editMask, shown } = draft
  const isHeld = heldByBody(scene, fit)
  let union = 0
  let edited = 0
  let oldArea = 0
  let oldLeft = 0
  let shownArea = 0
  let outside = 0
  let changedOutside = 0
  const masks = layers.data
  for (let i = 0, j = 0, o = 0; i < editMask.data.length; i++, j += 3, o += 4) {
    const isOld = masks[o] > 127
    const isShown = shown.data[i] > 0.5
    if (isOld || draft.coverage.data[i] > 0.5) union++
    if (editMask.data[i] > 0) edited++
    else if (isChanged(before, picture, j, 0)) changedOutside++
    if (isShown) {
      shownArea++
      if (masks[o + 3] < 64 && isHeld(i)) outside++
    }
    if (isOld && masks[o + 2] <= 100 && masks[o + 1] <= 100) {
      oldArea++
      if (!isShown && !isChanged(photo, picture, j, 6)) oldLeft++
    }
  }
  return {
    oldLeft: oldArea > 0 ? oldLeft / oldArea : 0,
    regionCovered: regionCovered(scene, fit, draft),
    outside: shownArea > 0 ? outside / shownArea : 1,
    outOfFrame: outOfFrame(fit, photo),
    folded: fit.folded,
    colourShift: colourShift(draft),
    maskRatio: union > 0 ? edited / union : 0,
    faceChanged: 0,
    changedOutside,
    shownPx: shownArea,
  }
}

/** Above the hips all cloth is held by the body; below it only sleeves and trouser legs are. */
function heldByBody({ photo, body }: Scene, fit: GarmentFit): (index: number) => boolean {
  if (fit.layers.some(({ name }) => name === 'leg-left' || name === 'leg-right')) return () => true
  const hips = 1.1 * body.frame.torsoLength
  return (i) => torsoRatio(body, i % photo.width, Math.floor(i / photo.width)).s < hips
}

function isChanged(before: Rgb8, after: Rgb8, at: number, tolerance: number): boolean {
  const a = before.data
  const b = after.data
  return Math.abs(a[at] - b[at]) > tolerance || Math.abs(a[at + 1] - b[at + 1]) > tolerance || Math.abs(a[at + 2] - b[at + 2]) > tolerance
}

/** Every second pixel of the trunk (or the upper legs) that should carry the garment: is it there, or is something before it? */
function regionCovered({ photo, body, layers, worn }: Scene, fit: GarmentFit, { shown }: Draped): number {
  const torso = body.frame.torsoLength
  const isLower = fit.layers.some((layer) => layer.name === 'hips')
  let inside = 0
  let covered = 0
  for (let y = 0; y < photo.height; y += 3) {
    for (let x = 0; x < photo.width; x += 3) {
      const i = y * photo.width + x
      if (layers.data[4 * i + 3] < 200) continue
      const { s, ratio } = torsoRatio(body, x, y)
      if (isLower) {
        if (s < 1.05 * torso || s > 1.25 * torso || ratio > 0.8) continue
      } else if (s < 0.22 * torso || s > 0.8 * torso || ratio > 0.85) continue
      inside++
      const before =
        layers.data[4 * i + 2] > 100 ||
        body.arms.some((arm) => arm.usable && limbPlace(arm, x, y).ratio < 1.3 && limbPlace(arm, x, y).along > 0.3)
      // What an open front shows is meant to be seen.
      const isOpen = worn?.front === 'open' && worn.cloth.data[i] > 0.5
      if (shown.data[i] > 0.5 || before || isOpen) covered++
    }
  }
  return inside > 0 ? covered / inside : 0
}

function outOfFrame(fit: GarmentFit, photo: Rgb8): number {
  let whole = 0
  let outside = 0
  for (const { name, strip } of fit.layers) {
    if (name === 'back') continue
    eachTriangle(strip, (a, b, c) => {
      const area = Math.abs(signedArea(strip.target, a, b, c))
      const x = (strip.target[2 * a] + strip.target[2 * b] + strip.target[2 * c]) / 3
      const y = (strip.target[2 * a + 1] + strip.target[2 * b + 1] + strip.target[2 * c + 1]) / 3
      whole += area
      if (x < 0 || y < 0 || x >= photo.width || y >= photo.height) outside += area
    })
  }
  return whole > 0 ? outside / whole : 1
}

function colourShift({ drawn, picture, shown }: Draped): number {
  const differences: number[] = []
  for (let i = 0; i < shown.data.length; i += 97) {
    if (shown.data[i] < 0.98) continue
    const layer = [...drawn].reverse().find(({ name, pixels }) => name !== 'back' && pixels.data[4 * i + 3] > 250)
    if (!layer) continue
    const own = layer.pixels.data
    const before = labOfSrgb(own[4 * i], own[4 * i + 1], own[4 * i + 2])
    const after = labOfSrgb(picture.data[3 * i], picture.data[3 * i + 1], picture.data[3 * i + 2])
    differences.push(ciede2000(before, after))
  }
  return median(differences)
}

/** Counts the pixels of the face that differ; 0 where no face is seen. */
export function countChangedInFace({ photo, body }: Scene, picture: Rgb8): number {
  let count = 0
  if (body.head.face) {
    eachInEllipse(body.head.face, photo, (i) => {
      if (isChanged(photo, picture, 3 * i, 0)) count++
    })
  }
  return count
}
