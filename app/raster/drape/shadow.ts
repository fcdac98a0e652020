import { plane, type Size } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { samplePlane } from '../resample.ts'

/** A soft shadow that a mask casts. Lengths in pixels of the picture. */
export interface Cast {
  readonly drop: number
  readonly sigma: number
  /** 0..1: how much light is taken under the middle of the mask. */
  readonly strength: number
}

/** Brightness factors at half the picture's size; sample it where a pixel needs it, shadows have no detail. */
export interface Shadow {
  at(index: number): number
}

/**
 * The shadow of a mask, moved down by `drop`.
 *
 * @param casterAt 0..1 at a pixel of the picture.
 */
export function castShadow(size: Size, casterAt: (index: number) => number, { drop, sigma, strength }: Cast): Shadow {
  const half = plane((size.width + 1) >> 1, (size.height + 1) >> 1)
  const rows = Math.round(drop / 2)
  for (let y = 0; y < half.height; y++) {
    const from = Math.min(size.height - 1, 2 * (y - rows))
    if (from < 0) continue
    for (let x = 0; x < half.width; x++) half.data[y * half.width + x] = casterAt(from * size.width + Math.min(size.width - 1, 2 * x))
  }
  const soft = blur(half, sigma / 2)
  const { width } = size
  return {
    at: (index) => {
      const x = index % width
      return 1 - strength * samplePlane(soft, (x + 0.5) / 2, ((index - x) / width + 0.5) / 2)
    },
  }
}
