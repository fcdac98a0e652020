import type { GarmentType } from './try-on.ts'

/** The part of the body a garment covers; decides which fit is used. */
export type GarmentRegion = 'upper' | 'lower' | 'full'

export const GARMENT_REGIONS = {
  't-shirt': 'upper',
  shirt: 'upper',
  sweater: 'upper',
  hoodie: 'upper',
  jacket: 'upper',
  coat: 'upper',
  dress: 'full',
  skirt: 'lower',
  trousers: 'lower',
  shorts: 'lower',
} as const satisfies Record<GarmentType, GarmentRegion>

/** Most garments that one person wears in one draft. */
export const MOST_GARMENTS = 4
