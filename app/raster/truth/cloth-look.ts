import type { Lab } from '../colour.ts'

/**
 * A colour of cloth as three numbers that shade hardly changes: lightness at a lower weight, and a and b at a usual lightness. Shade
 * multiplies linear light by k; L + 16, a and b then all change by the cube root of k (CIE 15:2004), so their ratios stay.
 */
export type ClothLook = readonly [lightness: number, a: number, b: number]

/** Folds and shade spread a colour in lightness, so lightness counts less. */
const LIGHTNESS_WEIGHT = 0.45
/** Lightness at which a and b are told, plus 16. */
const USUAL = 66
/** Below this lightness a and b are mostly noise, which must not be multiplied. */
const DARK = 18

export function lookOf(lightness: number, a: number, b: number): ClothLook {
  const k = USUAL / (Math.max(DARK, lightness) + 16)
  return [LIGHTNESS_WEIGHT * lightness, a * k, b * k]
}

/** The colour as it would be at another lightness, were only the light changed. */
export function underLight([lightness, a, b]: Lab, wanted: number): Lab {
  const k = (Math.max(DARK, wanted) + 16) / (Math.max(DARK, lightness) + 16)
  return [wanted, a * k, b * k]
}
