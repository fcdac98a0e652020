import type { Point, Size } from '../../domain/raster.ts'
import type { Box } from '../crop/affine.ts'
import { clamp, distanceToSegment, smooth } from '../geometry.ts'
import { samplePlane } from '../resample.ts'
import type { LocalWeight } from './paint.ts'
import type { Scene } from './scene.ts'

/**
 * How much of a hand is at each pixel: near the wrist-to-knuckle line and of skin colour. Null when the arm is not seen.
 * Hands lie over everything but the hair.
 */
export function handWeight({ photo, body, parts, layers }: Scene, side: 0 | 1): LocalWeight | null {
  const arm = body.arms[side]
  if (!arm.usable) return null
  const [, , wrist, knuckles] = arm.joints
  const reach = arm.radii[2] * 2
  const at = (i: number): number => {
    const x = (i % photo.width) + 0.5
    const y = Math.floor(i / photo.width) + 0.5
    const place = distanceToSegment(x, y, { from: wrist, to: knuckles })
    if (place.distance > reach || place.t < 0.12) return 0
    const skin = samplePlane(parts.skin, x * parts.scale, y * parts.scale)
    const isOld = layers.data[4 * i] / 255
    return smooth((reach - place.distance) / (0.35 * reach)) * smooth((skin - 0.12) / 0.2) * (1 - isOld)
  }
  return { box: boxAround([wrist, knuckles], reach, photo), at }
}

/** The whole pixels within `reach` of the points' box, inside the picture. */
function boxAround(points: readonly Point[], reach: number, { width, height }: Size): Box {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const left = clamp(Math.floor(Math.min(...xs) - reach), 0, width)
  const right = clamp(Math.ceil(Math.max(...xs) + reach), 0, width)
  const top = clamp(Math.floor(Math.min(...ys) - reach), 0, height)
  const bottom = clamp(Math.ceil(Math.max(...ys) + reach), 0, height)
  return { x: left, y: top, width: right - left, height: bottom - top }
}
