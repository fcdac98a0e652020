import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { type BodyFrame, placeOf } from '../body/frame.ts'
import { clamp, smooth } from '../geometry.ts'
import type { ClearedScene } from './clear-scene.ts'
import { packMasks } from './mask-pack.ts'
import type { Scene } from './scene.ts'

/** A cleared scene without what of a top is hidden by the next garment. `cut`: how much of a pixel that was; null where nothing is. */
export interface Tucked extends ClearedScene {
  readonly cut: Plane | null
}

/** How far below the upper edge of the waistband a top is cut, and how soft, in shoulder widths. */
const INSET = 0.02
const SOFT = 0.012
/** Beside the waistband a top comes in to it: rise of the cut for one step out. */
const TAPER = 1.4

/**
 * Cuts the top that is on already where the waistband of a lower garment will lie, so that its hem does not hang out beside and
 * below it.
 *
 * @param coverage the lower garment, 0..1, at the scene's size.
 */
export function tuckIn(scene: Scene, cleared: ClearedScene, coverage: Plane): Tucked {
  const { photo, body, worn } = scene
  if (!worn?.beneathTop) return { ...cleared, cut: null }
  const band = waistbandOf(body.frame, coverage)
  if (band === null) return { ...cleared, cut: null }
  const unit = body.frame.shoulderWidth
  const cut = plane(photo.width, photo.height)
  const picture: Rgb8 = { ...cleared.picture, data: cleared.picture.data.slice() }
  for (let i = 0; i < cut.data.length; i++) {
    if (worn.top.data[i] === 0) continue
    const { s, u } = placeOf(body.frame, (i % photo.width) + 0.5, Math.floor(i / photo.width) + 0.5)
    const below = smooth((s - band.levelAt(u)) / (SOFT * unit))
    if (below <= 0) continue
    cut.data[i] = below
    for (let c = 3 * i; c < 3 * i + 3; c++) picture.data[c] += (worn.beneathTop.data[c] - picture.data[c]) * below + 0.5
  }
  return { ...cleared, picture, masks: packMasks([cut]), cut }
}

/** Edges of a waistband rise and fall by less than this, in torso lengths: what begins lower is a hip. */
const BAND = 0.07

/** Where a top ends at a lower garment: level s by place u across, just inside its upper edge and rising beside it. */
function waistbandOf(frame: BodyFrame, coverage: Plane): { readonly levelAt: (u: number) => number } | null {
  const reach = Math.ceil(Math.hypot(coverage.width, coverage.height))
  const top = new Float32Array(2 * reach + 1).fill(Number.POSITIVE_INFINITY)
  for (let i = 0; i < coverage.data.length; i++) {
    if (coverage.data[i] < 0.5) continue
    const { s, u } = placeOf(frame, (i % coverage.width) + 0.5, Math.floor(i / coverage.width) + 0.5)
    const column = Math.round(u) + reach
    if (s < top[column]) top[column] = s
  }
  const highest = top.reduce((least, s) => Math.min(least, s), Number.POSITIVE_INFINITY)
  if (!Number.isFinite(highest)) return null
  const isBand = (column: number): boolean => top[column] < highest + BAND * frame.torsoLength
  let first = 0
  while (!isBand(first)) first++
  let last = top.length - 1
  while (!isBand(last)) last--
  return {
    levelAt: (u) => {
      const column = Math.round(u) + reach
      const inside = clamp(column, first, last)
      const edge = Math.min(top[inside], highest + BAND * frame.torsoLength)
      return edge + INSET * frame.shoulderWidth - TAPER * Math.abs(column - inside)
    },
  }
}
