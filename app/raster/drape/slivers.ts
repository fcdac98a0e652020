import { type Plane, plane, type Size } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import type { Body } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import type { BodyParts } from '../body/parts.ts'
import { smooth } from '../geometry.ts'
import { dilate, erode, mapPlane } from '../morphology.ts'
import { PlaneReader } from '../plane-reader.ts'
import { pushPull } from '../push-pull.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import type { Canvas } from './paint.ts'
import { type Scene, sceneMaskAt } from './scene.ts'

/**
 * Half the width up to which old cloth beside the new is a sliver, in shoulder widths. A neckline is a matter of such widths;
 * hems of the same kind of garment end within a hand of each other.
 */
const SLIVER = { neck: 0.03, side: 0.05, hem: 0.08 } as const
/** From this level on (torso lengths) an edge is a hem. */
const HEM_FROM = 0.75
/** Radius of the largest left-over that is filled too, in shoulder widths. */
const ISLAND = 0.035
/** Rounds the corners where slivers end, in shoulder widths. */
const ROUNDING = 0.03

/**
 * Ends the new garment where the old one did when the two differ by a sliver: what would be left there is old cloth, or
 * ground and skin that nobody has photographed. The colour flows in from the new garment. Changes `canvas` in place.
 *
 * @param old the old garment at analysis size, 0 or 1.
 */
export function closeSlivers(scene: Scene, canvas: Canvas, old: Plane): void {
  const slivers = findSlivers(scene, canvas.shown, old)
  if (!slivers) return
  const { parts, layers } = scene
  const { picture, shown } = canvas
  const size = { width: old.width, height: old.height }
  const small = resizeRgb(picture, size)
  const cover = resizePlane(shown, size)
  const channels = [0, 1, 2].map((channel) => {
    const out = plane(size.width, size.height)
    for (let i = 0; i < out.data.length; i++) out.data[i] = small.data[3 * i + channel]
    return out
  })
  const colours = pushPull(
    channels,
    mapPlane(cover, (value) => (value > 0.97 ? 1 : 0)),
  )
  const zone = blur(dilate(slivers, 1.5), 0.7)
  const oldAt = sceneMaskAt(layers, 'old')
  const frontAt = sceneMaskAt(layers, 'front')
  const reader = new PlaneReader(zone)
  for (let y = 0, i = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++, i++) {
      if (layers.data[4 * i] === 0 || shown.data[i] > 0.98) continue
      reader.moveTo((x + 0.5) * parts.scale, (y + 0.5) * parts.scale)
      const near = smooth((reader.read(zone) - 0.25) / 0.5)
      if (near <= 0) continue
      const share = near * oldAt(i) * (1 - frontAt(i)) * (1 - shown.data[i])
      for (let c = 0; c < 3; c++) {
        const before = picture.data[3 * i + c]
        picture.data[3 * i + c] = before + (reader.read(colours[c]) - before) * share + 0.5
      }
      shown.data[i] += share
    }
  }
}

/** 0 or 1 at analysis size; null when there are none. */
function findSlivers({ body, parts }: Scene, shown: Plane, old: Plane): Plane | null {
  const unit = body.frame.shoulderWidth * parts.scale
  const cover = resizePlane(shown, old)
  const covered = mapPlane(cover, (value) => (value > 0.5 ? 1 : 0))
  const missing = mapPlane(old, (value, i) => (value > 0.5 && covered.data[i] === 0 && parts.front.data[i] < 0.5 ? 1 : 0))
  const widths = widthLimits(body, parts, old)
  const thinnerThan = (half: number): Plane => {
    const radius = Math.max(1, half * unit)
    const thick = dilate(erode(missing, radius), radius + 1)
    const near = dilate(covered, 2 * radius + 1)
    return mapPlane(missing, (value, i) => (thick.data[i] === 0 && near.data[i] > 0 ? value : 0))
  }
  const [neck, side, hem] = [thinnerThan(SLIVER.neck), thinnerThan(SLIVER.side), thinnerThan(SLIVER.hem)]
  const slivers = mapPlane(missing, (_, i) => (widths.data[i] === 0 ? neck : widths.data[i] === 1 ? side : hem).data[i])
  // What is too wide for a sliver begins with a step, and islands are left: no hem is cut like that.
  const rest = mapPlane(missing, (value, i) => (slivers.data[i] > 0 ? 0 : value))
  const islands = dilate(erode(rest, ISLAND * unit), 2 * ISLAND * unit)
  const joined = blur(
    mapPlane(covered, (value, i) => (value > 0 || slivers.data[i] > 0 || (rest.data[i] > 0 && islands.data[i] === 0) ? 1 : 0)),
    ROUNDING * unit,
  )
  let count = 0
  for (let i = 0; i < missing.data.length; i++) {
    slivers.data[i] = missing.data[i] > 0 && joined.data[i] > 0.5 ? 1 : 0
    count += slivers.data[i]
  }
  return count < 4 ? null : slivers
}

/** Which width of `SLIVER` counts: 0 round the neck, 1 at the sides, 2 at the hem. */
function widthLimits({ frame, shoulders }: Body, { scale }: BodyParts, size: Size): Plane {
  const neckHalf = Math.max(...shoulders.neck.map(([x, y]) => Math.abs(placeOf(frame, x, y).u)))
  const out = plane(size.width, size.height)
  for (let i = 0; i < out.data.length; i++) {
    const { s, u } = placeOf(frame, ((i % size.width) + 0.5) / scale, (Math.floor(i / size.width) + 0.5) / scale)
    const isNeck = s < 0.35 * frame.torsoLength && Math.abs(u) < neckHalf
    out.data[i] = isNeck ? 0 : s > HEM_FROM * frame.torsoLength ? 2 : 1
  }
  return out
}
