import type { Plane, Rgb8 } from '../../domain/raster.ts'
import { lumaOfRgb } from '../colour.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { median } from '../geometry.ts'

const MIN_SYMMETRY = 0.88
const MIN_SHADE = 5

/**
 * Tells a garment on an invisible body from one that lies flat: it hangs evenly (its mirror image covers it) and, being
 * round, gets darker towards its sides. Only a hint: both are fitted alike.
 *
 * @param image and mask of one size, about 256 px.
 */
export function looksLikeGhost(image: Rgb8, mask: Plane): boolean {
  const box = boundsAbove(mask, 0.5)
  if (box === null) return false
  const luma = lumaOfRgb(image)
  let both = 0
  let either = 0
  const side: number[] = []
  const middle: number[] = []
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const i = y * mask.width + box.x + x
      const mirrored = y * mask.width + box.x + box.width - 1 - x
      const isIn = mask.data[i] > 0.5
      const isMirrorIn = mask.data[mirrored] > 0.5
      if (isIn && isMirrorIn) both++
      if (isIn || isMirrorIn) either++
      if (!isIn) continue
      const fromMiddle = Math.abs(x / box.width - 0.5)
      if (fromMiddle < 0.15) middle.push(luma.data[i])
      else if (isNearEdge(mask, { i, reach: Math.max(2, Math.round(0.03 * box.width)) })) side.push(luma.data[i])
    }
  }
  if (either === 0 || middle.length === 0 || side.length === 0) return false
  // Medians: a light print on the chest is no shading.
  return both / either > MIN_SYMMETRY && median(middle) - median(side) > MIN_SHADE
}

function isNearEdge(mask: Plane, at: { readonly i: number; readonly reach: number }): boolean {
  const left = mask.data[at.i - at.reach] ?? 0
  const right = mask.data[at.i + at.reach] ?? 0
  return left < 0.5 || right < 0.5
}
