import { z } from 'zod'
import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import { artifactId } from '../../domain/ids.ts'
import { poseEstimate } from '../../domain/landmarks.ts'
import { type GarmentAnalysis, garmentAnalysis } from '../../domain/prompting/garment-analysis.ts'
import { garmentType } from '../../domain/try-on.ts'
import { nameClothColours } from '../../raster/look/cloth-colours.ts'
import { describeOutline } from '../../raster/look/garment-outline.ts'
import { measurePatternFacts, namePattern } from '../../raster/look/pattern-kind.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Says what a garment is from its photo and mask: colours by name, pattern, lengths, silhouette. No model of words: what it cannot tell is null. */
export const describeGarment = defineStage<Services>()({
  id: 'describe-garment',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** The photo, 3 or 4 channels, and the garment's mask in its size. */
    image: artifactId,
    mask: artifactId,
    type: garmentType,
    sleeves: garmentAnalysis.shape.sleeves,
    /** Who wears it in the photo. */
    wearer: poseEstimate.nullable(),
    confidence: z.number().min(0).max(1),
  }),
  output: garmentAnalysis,
  errors: ['asset.blob-missing', 'asset.blob-damaged'],
  async run({ image, mask, type, sleeves, wearer, confidence }, { services, signal }) {
    const picture = await readRgb(services.artifacts, image)
    const cloth = await readMask(services.artifacts, mask)
    signal.throwIfAborted()
    const colours = nameClothColours(picture, cloth)
    const pattern = namePattern(measurePatternFacts(picture, cloth, GARMENT_REGIONS[type]), colours.length)
    const seen = { category: type, colours, pattern, sleeves, ...describeOutline(cloth, type, wearer) }
    return {
      source: 'local' as const,
      ...seen,
      texture: null,
      fit: null,
      details: [],
      mustNotChange: whatStays(seen),
      confidence,
    }
  },
})

function whatStays({ colours, pattern, sleeves, hem }: Pick<GarmentAnalysis, 'colours' | 'pattern' | 'sleeves' | 'hem'>): string[] {
  const names = colours.map(({ name, hex }) => (hex === null ? name : `${name} (${hex})`))
  return [
    ...(names.length === 0 ? [] : [`the colour ${names.join(', ')}`]),
    ...(pattern.detail === null ? [] : [pattern.kind === 'print' ? `${pattern.detail}: its place, size and wording` : pattern.detail]),
    ...(pattern.kind === 'plain' ? ['plain cloth without any print'] : []),
    ...(sleeves === 'short' || sleeves === 'long' ? [`${sleeves} sleeves`] : []),
    ...(hem === 'unknown' ? [] : [`${hem} length`]),
  ]
}
