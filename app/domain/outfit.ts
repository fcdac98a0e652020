import { z } from 'zod'
import { GARMENT_REGIONS, type GarmentRegion } from './garment-region.ts'
import type { GarmentType, Tuck } from './try-on.ts'

/** What becomes of the clothes on the other half of the body than the one a garment is for. */
export const otherHalf = z.enum(['kept', 'replaced'])
export type OtherHalf = z.output<typeof otherHalf>

export interface OutfitPlan {
  /** Which garment is laid on when: indices into the wearing order. */
  readonly order: readonly number[]
  /** The top whose hem goes under a waistband, as an index; null where none does. */
  readonly tucked: number | null
  /** By index: the region its scene is analysed for. Tops share one scene, so that a coat lies on the dress below it. */
  readonly regions: readonly GarmentRegion[]
  readonly otherHalf: OtherHalf
}

/**
 * Plans how garments are laid on. Among the garments of one half of the body the wearing order counts; between a top and what
 * is worn on the legs the tuck counts, and only for the innermost top: what is worn over it hangs out.
 *
 * @param types in wearing order, the innermost first.
 */
export function planOutfit(types: readonly GarmentType[], wanted: Tuck): OutfitPlan {
  const all = types.map((_, index) => index)
  const isLower = (index: number): boolean => regionOf(types[index]) === 'lower'
  const [tops, lowers] = [all.filter((index) => !isLower(index)), all.filter(isLower)]
  const [inner] = tops
  const isTucked = inner !== undefined && lowers.length > 0 && isIn(wanted, { top: types[inner], lowers: lowers.map((i) => types[i]) })
  const region = tops.some((index) => regionOf(types[index]) === 'full') ? 'full' : 'upper'
  return {
    order: isTucked ? [inner, ...lowers, ...tops.slice(1)] : [...lowers, ...tops],
    tucked: isTucked ? inner : null,
    regions: all.map((index) => (isLower(index) ? 'lower' : region)),
    otherHalf: tops.length > 0 && lowers.length > 0 ? 'replaced' : 'kept',
  }
}

export interface OutfitLayer {
  /** Into the wearing order. */
  readonly index: number
  /** Places in the order of laying on of the tops that go under this garment: what would stick out of them is hidden. */
  readonly over: readonly number[]
}

/** The garments in the order in which they are laid on. */
export function layersOf({ order, tucked, regions }: OutfitPlan): OutfitLayer[] {
  return order.map((index, at) => {
    const before = order.slice(0, at)
    const isTop = (other: number): boolean => regions[other] !== 'lower'
    if (isTop(index)) return { index, over: before.flatMap((other, place) => (isTop(other) ? [place] : [])) }
    return { index, over: tucked !== null && before.at(-1) === tucked ? [at - 1] : [] }
  })
}

/** Tops that are tucked into a skirt unless something else is asked for: a skirt sits at the waist, above their hem. */
const TUCKED_INTO_SKIRTS: readonly (GarmentType | undefined)[] = ['t-shirt', 'shirt', 'sweater']

function isIn(
  wanted: Tuck,
  { top, lowers }: { readonly top: GarmentType | undefined; readonly lowers: readonly (GarmentType | undefined)[] },
): boolean {
  return wanted === 'auto' ? TUCKED_INTO_SKIRTS.includes(top) && lowers.includes('skirt') : wanted === 'in'
}

function regionOf(type: GarmentType | undefined): GarmentRegion | undefined {
  return type === undefined ? undefined : GARMENT_REGIONS[type]
}
