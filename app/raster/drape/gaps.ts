import { type Plane, plane, type Rgba8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import type { Body } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { limbPlace } from '../body/limb.ts'
import { shoulderLevel } from '../body/outline.ts'
import { smooth } from '../geometry.ts'
import { close, dilate, mapPlane } from '../morphology.ts'
import { pushPull } from '../push-pull.ts'
import { samplePlane } from '../resample.ts'
import type { Scene } from './scene.ts'

/** Gaps narrower than twice this (shoulder widths) are not meant: no garment shows a thread of shirt at its seam. */
const GAP = 0.055
/** How far down the arm (0 shoulder, 1 elbow) the rim of the shoulder reaches. */
const RIM = 0.4

export interface Gaps {
  /** Union of the layers, 0..1 at the photo's size; grows where a gap is closed. */
  readonly coverage: Plane
  /** The same at analysis size, as it was before. */
  readonly roughCoverage: Plane
  /** All layers, at the photo's size; the colour comes from them. */
  readonly drawn: readonly Rgba8[]
  readonly cuffs: readonly [number, number]
}

/**
 * Closes slivers between the new garment and the line of the body, where old cloth or a bare shoulder would shine through,
 * with colour flowing in from the garment. Changes `layer` in place.
 *
 * @param layer the torso, premultiplied, at the photo's size.
 * @returns weight of the added cloth at analysis size, or null when nothing was missing.
 */
export function closeGaps(scene: Scene, layer: Rgba8, options: Gaps): Plane | null {
  const { body, parts } = scene
  const size = { width: parts.person.width, height: parts.person.height }
  const soft = options.roughCoverage
  const covered = mapPlane(soft, (value) => (value > 0.5 ? 1 : 0))
  const radius = Math.max(2, Math.round(GAP * body.frame.shoulderWidth * parts.scale))
  const closed = close(covered, radius)
  const near = dilate(covered, radius * 1.6)
  const missing = plane(size.width, size.height)
  let count = 0
  for (let i = 0; i < missing.data.length; i++) {
    if (near.data[i] === 0 || covered.data[i] > 0 || parts.person.data[i] < 0.4 || parts.front.data[i] > 0.5) continue
    const x = ((i % size.width) + 0.5) / parts.scale
    const y = (Math.floor(i / size.width) + 0.5) / parts.scale
    const at = gapAt(body, { x, y, cuffs: options.cuffs })
    if (at === 'outside') continue
    // An arm inside a sleeve shows no skin, unless it is the other arm that lies on it.
    const isSleeve = at === 'sleeve' || (at === 'crossed-sleeve' && (parts.oldUpper.data[i] > 0.5 || parts.skin.data[i] < 0.4))
    if (isSleeve || (closed.data[i] > 0 && (parts.oldUpper.data[i] > 0.5 || at !== 'trunk')) || at === 'rim') {
      missing.data[i] = 1
      count++
    }
  }
  if (count < 4) return null
  const weight = blur(missing, 1)
  paintGaps(scene, layer, { weight, colours: flowingColours(options.drawn, soft), coverage: options.coverage })
  return weight
}

type GapPlace = 'outside' | 'trunk' | 'near-neck' | 'rim' | 'sleeve' | 'crossed-sleeve' | 'armhole'

/** An arm is seen this far from its axis (radii): its outline is rounder than the capsule it is measured as. */
const ARM_EDGE = 1.12

/** Where a gap lies: the hole for the neck and what is above the shoulders must stay open. */
function gapAt(
  body: Body,
  { x, y, cuffs }: { readonly x: number; readonly y: number; readonly cuffs: readonly [number, number] },
): GapPlace {
  const { frame, shoulders } = body
  const { s, u } = placeOf(frame, x, y)
  const neck = placeOf(frame, ...shoulders.neck[u < 0 ? 0 : 1])
  if (Math.abs(u) < Math.abs(neck.u) && s < 0.15 * frame.torsoLength) return 'outside'
  if (s < shoulderLevel(frame, shoulders, u) - 0.05 * frame.shoulderWidth) return 'outside'
  let down = 9
  let isArmhole = false
  for (const arm of body.arms) {
    if (!arm.usable) continue
    const place = limbPlace(arm, x, y)
    if (place.ratio < ARM_EDGE && place.along > 0.3 && place.along < cuffs[arm.side] - 0.08)
      return isOnArm(body.arms[arm.side === 0 ? 1 : 0], x, y) ? 'crossed-sleeve' : 'sleeve'
    if (place.along < cuffs[arm.side] - 0.03 && place.ratio < 1.7) isArmhole = true
    if (place.along < 1 && place.ratio < 1.5) down = Math.min(down, place.along)
  }
  const isRim = down < Math.min(RIM, Math.max(...cuffs) - 0.1) && s < 0.3 * frame.torsoLength
  if (!isRim) return isArmhole ? 'armhole' : 'trunk'
  return Math.abs(u) > 0.3 * frame.shoulderWidth ? 'rim' : 'near-neck'
}

/** The other forearm or hand may be what is seen here. */
function isOnArm(arm: Body['arms'][0], x: number, y: number): boolean {
  if (!arm.usable) return false
  const { along, ratio } = limbPlace(arm, x, y)
  return along > 0.8 && ratio < 1.6
}

/** Colours of the garment flowing into what it does not cover, at analysis size; one pixel stands for its cell. */
function flowingColours(drawn: readonly Rgba8[], coverage: Plane): Plane[] {
  const known = plane(coverage.width, coverage.height)
  const colours = [0, 1, 2].map(() => plane(coverage.width, coverage.height))
  const [{ width, height }] = drawn
  for (let y = 0, i = 0; y < coverage.height; y++) {
    const row = Math.min(height - 1, Math.floor(((y + 0.5) * height) / coverage.height)) * width
    for (let x = 0; x < coverage.width; x++, i++) {
      if (coverage.data[i] <= 0.97) continue
      const o = 4 * (row + Math.min(width - 1, Math.floor(((x + 0.5) * width) / coverage.width)))
      for (const layer of drawn) {
        if (layer.data[o + 3] <= 200) continue
        known.data[i] = 1
        for (const c of [0, 1, 2] as const) colours[c].data[i] = layer.data[o + c]
      }
    }
  }
  return pushPull(colours, known)
}

/** Cloth at a seam lies a little in the shade. */
const SEAM_SHADE = 0.93

function paintGaps(
  { parts, layers }: Scene,
  layer: Rgba8,
  { weight, colours, coverage }: { readonly weight: Plane; readonly colours: readonly Plane[]; readonly coverage: Plane },
): void {
  for (let y = 0, i = 0; y < layer.height; y++) {
    const v = (y + 0.5) * parts.scale
    const line = Math.min(weight.height - 1, Math.floor(v)) * weight.width
    for (let x = 0; x < layer.width; x++, i++) {
      const u = (x + 0.5) * parts.scale
      // Most of the picture is far from a gap; the blur reaches one pixel around.
      if (weight.data[line + Math.min(weight.width - 1, Math.floor(u))] === 0) continue
      const wanted = samplePlane(weight, u, v)
      if (wanted < 0.02) continue
      const added = smooth((wanted - 0.25) / 0.4) * (layers.data[4 * i + 3] / 255)
      const alpha = layer.data[4 * i + 3] / 255
      const share = added * (1 - alpha)
      if (share <= 0) continue
      for (let c = 0; c < 3; c++)
        layer.data[4 * i + c] = Math.min(255, layer.data[4 * i + c] + samplePlane(colours[c], u, v) * share * SEAM_SHADE)
      layer.data[4 * i + 3] = 255 * (alpha + share)
      coverage.data[i] = Math.max(coverage.data[i], added)
    }
  }
}
