import { type Plane, plane } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { resizePlane } from '../resample.ts'

/** A soft shadow that a mask casts. Lengths in pixels of the picture. */
export interface Cast {
  readonly drop: number
  readonly sigma: number
  /** 0..1: how much light is taken under the middle of the mask. */
  readonly strength: number
}

/**
 * Brightness factors under the shadow of `mask`, moved down by `drop`.
 *
 * @returns same size, 1 where no shadow falls. Computed at half size: shadows have no detail.
 */
export function castShadow(mask: Plane, { drop, sigma, strength }: Cast): Plane {
  const half = { width: (mask.width + 1) >> 1, height: (mask.height + 1) >> 1 }
  const soft = blur(resizePlane(mask, half), sigma / 2)
  const moved = plane(half.width, half.height)
  const rows = Math.round(drop / 2)
  for (let y = 0; y < half.height; y++) {
    const from = y - rows
    if (from < 0 || from >= half.height) continue
    for (let x = 0; x < half.width; x++) moved.data[y * half.width + x] = soft.data[from * half.width + x]
  }
  const out = resizePlane(moved, mask)
  for (let i = 0; i < out.data.length; i++) out.data[i] = 1 - strength * out.data[i]
  return out
}
