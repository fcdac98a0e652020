import { type Plane, plane } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { placeOf } from '../body/frame.ts'
import { smooth } from '../geometry.ts'
import { dilate, erode, mapPlane } from '../morphology.ts'
import { PlaneReader } from '../plane-reader.ts'
import { pushPull } from '../push-pull.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import type { Canvas } from './paint.ts'
import { type Scene, sceneMaskAt } from './scene.ts'

/** Half the width up to which old cloth beside the new is a sliver, in shoulder widths. */
const SLIVER = 0.05
/** The same round the neck, where the cut of a neckline is a matter of such widths. */
const NECK_SLIVER = 0.03

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
  const { frame, shoulders } = body
  const cover = resizePlane(shown, old)
  const covered = mapPlane(cover, (value) => (value > 0.5 ? 1 : 0))
  const missing = mapPlane(old, (value, i) => (value > 0.5 && covered.data[i] === 0 && parts.front.data[i] < 0.5 ? 1 : 0))
  const thinnerThan = (half: number): Plane => {
    const radius = Math.max(1, half * frame.shoulderWidth * parts.scale)
    const thick = dilate(erode(missing, radius), radius + 1)
    const near = dilate(covered, 2 * radius + 1)
    return mapPlane(missing, (value, i) => (thick.data[i] === 0 && near.data[i] > 0 ? value : 0))
  }
  const slivers = thinnerThan(SLIVER)
  const atNeck = thinnerThan(NECK_SLIVER)
  const neckHalf = Math.max(...shoulders.neck.map(([x, y]) => Math.abs(placeOf(frame, x, y).u)))
  let count = 0
  for (let i = 0; i < slivers.data.length; i++) {
    if (slivers.data[i] === 0) continue
    const { s, u } = placeOf(frame, ((i % old.width) + 0.5) / parts.scale, (Math.floor(i / old.width) + 0.5) / parts.scale)
    if (s < 0.35 * frame.torsoLength && Math.abs(u) < neckHalf) slivers.data[i] = atNeck.data[i]
    count += slivers.data[i]
  }
  return count < 4 ? null : slivers
}
