import { GARMENT_REGIONS, type GarmentRegion } from '../../domain/garment-region.ts'
import { type GarmentType, garmentType } from '../../domain/try-on.ts'

export type SleeveLength = 'none' | 'short' | 'long' | 'unknown'

/** What a garment probably is. */
export interface TypeGuess {
  readonly type: GarmentType
  readonly region: GarmentRegion
  /** 0..1, that `type` is right; types that an outline cannot tell apart share it. */
  readonly confidence: number
  /** 0..1, that `region` is right. */
  readonly regionConfidence: number
  readonly sleeves: SleeveLength
}

export type TypeScores = Readonly<Partial<Record<GarmentType, number>>>

/** The best of some scores (any scale, not negative). A region's confidence is the sum of its types'. */
export function guessFrom(scores: TypeScores, sleeves: SleeveLength): TypeGuess {
  // A little of every type: an outline is never the whole truth.
  const score = (type: GarmentType): number => (scores[type] ?? 0) + 0.01
  const total = garmentType.options.reduce((sum, type) => sum + score(type), 0)
  const share = (type: GarmentType): number => score(type) / total
  const regionShare = (region: GarmentRegion): number =>
    garmentType.options.reduce((sum, type) => sum + (GARMENT_REGIONS[type] === region ? share(type) : 0), 0)
  // The region decides first: three upper types at .2 each are a surer top than one dress at .3.
  const regions: readonly GarmentRegion[] = ['upper', 'lower', 'full']
  const region = regions.reduce((best, candidate) => (regionShare(candidate) > regionShare(best) ? candidate : best))
  const types = garmentType.options.filter((type) => GARMENT_REGIONS[type] === region)
  const type = types.reduce((best, candidate) => (share(candidate) > share(best) ? candidate : best), types[0] ?? 't-shirt')
  const isUpper = region !== 'lower'
  return { type, region, confidence: share(type), regionConfidence: regionShare(region), sleeves: isUpper ? sleeves : 'none' }
}

/** The guess that follows from what the user says it is: the type is certain, the sleeves are still measured. */
export function guessAsAsked(asked: GarmentType, measured: TypeGuess): TypeGuess {
  const region = GARMENT_REGIONS[asked]
  const sleeves = region === 'lower' ? 'none' : measured.region === 'lower' ? 'unknown' : measured.sleeves
  return { type: asked, region, confidence: 1, regionConfidence: 1, sleeves }
}
