import { fitInside, type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { labOfRgb } from '../colour.ts'
import { fillHoles, keepLarge, keepLargest } from '../components.ts'
import { clamp, quantile } from '../geometry.ts'
import { GRAB_BACKGROUND, GRAB_FOREGROUND, GRAB_PROBABLY_BACKGROUND, GRAB_PROBABLY_FOREGROUND, grabCut } from '../grab-cut/grab-cut.ts'
import { dilate } from '../morphology.ts'
import { resizeRgb } from '../resample.ts'
import { type BorderModel, borderSpread, learnBorder, ringPixels } from './border-model.ts'
import { findCastShadow } from './cast-shadow.ts'
import { fitGround, type GroundField } from './ground-field.ts'
import { fillNotches, keepTrueHoles } from './holes.ts'
import { lookAgain, type SupportedCut } from './second-look.ts'

/** How a garment was told from its ground. */
export type FlatMethod = 'plain-ground' | 'centre' | 'core'

export interface FlatCut {
  /** 0 or 1, at most 256 px on the long side (`plain-ground`: 384 px). */
  readonly mask: Plane
  readonly method: FlatMethod
  /** Share 0..1 of the outline across which cloth changes to ground; 1 on a plain ground, where that made the mask. */
  readonly support: number
}

/** On a plain ground the border tells more than the colours inside do, and finer detail pays. */
const PLAIN_LONG_SIDE = 384
/** Elsewhere GrabCut at 256 px is no worse than at 384: its colour models need no more pixels. */
const TEXTURED_LONG_SIDE = 256
const PLAIN_NOISE = 1
const PLAIN_SPREAD = 6

/**
 * Cuts out a garment that lies or hangs: no person in the picture. A plain ground is modelled from the border; otherwise
 * GrabCut starts from the middle of the picture, which is where people put what they photograph.
 *
 * Measured on 11 garments with true alpha, IoU mean / worst: white .986/.960, light grey .989/.983, wood .995/.991, photos
 * .986/.945. GrabCut from a frame alone, the usual way, gave .80, .52, .97 and .89.
 *
 * @returns null when nothing between 2 % and 93 % of the picture stands out from the border's colours.
 */
export function cutFlat(image: Rgb8): FlatCut | null {
  const fine = resizeRgb(image, fitInside(image, PLAIN_LONG_SIDE))
  const ring = ringPixels(fine.width, fine.height)
  const lab = labOfRgb(fine)
  const ground = fitGround(lab, fine, ring)
  if (ground.noise < PLAIN_NOISE && borderSpread(lab, ring) < PLAIN_SPREAD) {
    const mask = cutFromPlainGround(fine, { lab, ground: ground.compare(), ring })
    if (hasSize(mask)) return { mask, method: 'plain-ground', support: 1 }
  }
  const coarse = resizeRgb(image, fitInside(image, TEXTURED_LONG_SIDE))
  const model = learnBorder(coarse)
  for (const method of ['centre', 'core'] as const) {
    const { mask, support } = cutFromCentre(coarse, { model, method })
    if (hasSize(mask) && (method === 'centre' || standsOut(mask, model))) return { mask, method, support }
  }
  return null
}

function hasSize(mask: Plane): boolean {
  let inside = 0
  for (const value of mask.data) inside += value
  const share = inside / mask.data.length
  return share > 0.02 && share < 0.93
}

/**
 * Whether the mask differs more from the border than its surroundings do. Asked of `core` only, which finds something in any
 * picture: bare wood, walls and landscapes came to 0 to 1.05 times, a dress as wide as its picture to 1.5 times. A grey shirt before
 * a landscape may differ less than the landscape itself.
 */
function standsOut(mask: Plane, { distance }: BorderModel): boolean {
  let inside = 0
  let insideDistance = 0
  let outsideDistance = 0
  for (let i = 0; i < mask.data.length; i++) {
    inside += mask.data[i]
    if (mask.data[i] > 0.5) insideDistance += distance.data[i]
    else outsideDistance += distance.data[i]
  }
  return insideDistance / inside > (1.1 * outsideDistance) / (mask.data.length - inside) + 0.5
}

/** What differs from the ground is the garment; GrabCut then decides the rim, where shadows differ too. */
function cutFromPlainGround(
  image: Rgb8,
  given: { readonly lab: Float32Array; readonly ground: GroundField; readonly ring: readonly number[] },
): Plane {
  const { distance } = given.ground
  // The ring's own 95th percentile is noise; a white garment on white differs by little more than 1.
  const noise = quantile(
    given.ring.map((pixel) => distance.data[pixel]),
    0.95,
  )
  const threshold = Math.max(1.2, 1.15 * noise)
  const different = keepLargest(above(distance, threshold))
  const shadow = findCastShadow(given.lab, given.ground, different)
  const near = dilate(fillHoles(different), 14)
  const seeds = new Uint8Array(different.data.length)
  for (let i = 0; i < seeds.length; i++) {
    if (near.data[i] < 0.5) seeds[i] = GRAB_BACKGROUND
    else seeds[i] = different.data[i] > 0.5 && shadow.data[i] < 0.5 ? GRAB_PROBABLY_FOREGROUND : GRAB_PROBABLY_BACKGROUND
  }
  const answer = cut(image, seeds, 3)
  return keepTrueHoles(fillNotches(keepLarge(answer, 0.15), different), distance, { groundDistance: threshold })
}

/** A thin frame is ground for sure; the garment is learnt from an ellipse in the middle, less what looks like the border. */
function cutFromCentre(image: Rgb8, given: { readonly model: BorderModel; readonly method: 'centre' | 'core' }): SupportedCut {
  const { width, height } = image
  const { distance } = given.model
  const usual = quantile(
    ringPixels(width, height).map((pixel) => distance.data[pixel]),
    0.9,
  )
  const seeds = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    const v = (y + 0.5) / height - 0.5
    for (let x = 0; x < width; x++, i++) {
      const u = (x + 0.5) / width - 0.5
      const isFrame = Math.max(Math.abs(u), Math.abs(v)) > 0.488
      const isCore = (u / 0.12) ** 2 + (v / 0.15) ** 2 < 1
      const isMiddle = (u / 0.33) ** 2 + (v / 0.38) ** 2 < 1 && distance.data[i] > 0.5 * usual
      if (isFrame) seeds[i] = GRAB_BACKGROUND
      // A garment as wide as the picture fills the border too: then only its core is sure.
      else if (given.method === 'core' && isCore) seeds[i] = GRAB_FOREGROUND
      else seeds[i] = isMiddle ? GRAB_PROBABLY_FOREGROUND : GRAB_PROBABLY_BACKGROUND
    }
  }
  const answer = keepLarge(cut(image, seeds, 5), 0.1)
  const { mask, support } = lookAgain(image, answer)
  return { mask: keepTrueHoles(mask, distance, { groundDistance: clamp(usual, 2, 12) }), support }
}

function cut(image: Rgb8, seeds: Uint8Array, passes: number): Plane {
  const hasBoth = seeds.some((seed) => (seed & 1) === 1) && seeds.some((seed) => (seed & 1) === 0)
  return plane(image.width, image.height, hasBoth ? Float32Array.from(grabCut(image, seeds, passes)) : undefined)
}

function above(source: Plane, threshold: number): Plane {
  const out = plane(source.width, source.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = source.data[i] > threshold ? 1 : 0
  return out
}
