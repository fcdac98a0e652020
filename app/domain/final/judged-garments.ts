import { GARMENT_REGIONS } from '../garment-region.ts'
import type { GarmentType } from '../try-on.ts'

/**
 * Which garments of an outfit can be judged in a picture of it, as places in the wearing order: of those on the same half of the body only the
 * outermost is seen well. One that nobody has named counts as a half of its own.
 */
export function judgedGarments(types: readonly (GarmentType | 'auto')[]): number[] {
  const outermost = new Map<string, number>()
  for (const [index, type] of types.entries()) {
    const half = type === 'auto' ? `auto ${index}` : GARMENT_REGIONS[type] === 'lower' ? 'lower' : 'upper'
    outermost.set(half, index)
  }
  return [...outermost.values()].sort((a, b) => a - b)
}
