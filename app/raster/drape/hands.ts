import { distanceToSegment, smooth } from '../geometry.ts'
import { samplePlane } from '../resample.ts'
import type { Scene } from './scene.ts'

/**
 * How much of a hand is at each pixel: near the wrist-to-knuckle line and of skin colour. Null when the arm is not seen.
 * Hands lie over everything but the hair.
 */
export function handWeight({ photo, body, parts, layers }: Scene, side: 0 | 1): ((index: number) => number) | null {
  const arm = body.arms[side]
  if (!arm.usable) return null
  const [, , wrist, knuckles] = arm.joints
  const reach = arm.radii[2] * 2
  const left = Math.min(wrist[0], knuckles[0]) - reach
  const right = Math.max(wrist[0], knuckles[0]) + reach
  const top = Math.min(wrist[1], knuckles[1]) - reach
  const bottom = Math.max(wrist[1], knuckles[1]) + reach
  return (i) => {
    const x = (i % photo.width) + 0.5
    const y = Math.floor(i / photo.width) + 0.5
    if (x < left || x > right || y < top || y > bottom) return 0
    const place = distanceToSegment(x, y, { from: wrist, to: knuckles })
    if (place.distance > reach || place.t < 0.12) return 0
    const skin = samplePlane(parts.skin, x * parts.scale, y * parts.scale)
    const isOld = layers.data[4 * i] / 255
    return smooth((reach - place.distance) / (0.35 * reach)) * smooth((skin - 0.12) / 0.2) * (1 - isOld)
  }
}
