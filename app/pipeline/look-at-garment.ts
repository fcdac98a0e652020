import type { ArtifactId } from '../domain/ids.ts'
import type { GarmentAnalysis } from '../domain/prompting/garment-analysis.ts'
import type { GarmentType } from '../domain/try-on.ts'
import type { ImageLimits } from '../platform/config.ts'
import { describeGarment } from './stages/describe-garment.ts'
import { loadPhoto } from './stages/load-photo.ts'
import { prepareGarment } from './stages/prepare-garment.ts'
import type { Step } from './step.ts'

/** The size in which drafts look at garments, so that what one of them has seen is remembered. */
const LONG_SIDE_PX = 1536

/** The stages that a look runs, for progress. */
export const LOOKING_STAGES = [loadPhoto.id, prepareGarment.id, describeGarment.id] as const

/**
 * Looks at a garment on this machine.
 *
 * @throws StudioError `tryon.garment-failed` where none is seen, and what the stages declare for files
 */
export async function lookAtGarment(
  step: Step,
  asked: { readonly garment: ArtifactId; readonly garmentType: GarmentType | 'auto'; readonly limits: ImageLimits },
): Promise<GarmentAnalysis> {
  const { image } = await step(loadPhoto, { source: asked.garment, longSide: LONG_SIDE_PX, limits: asked.limits })
  const { mask, type, sleeves, wearer, typeConfidence, cutOutConfidence } = await step(prepareGarment, {
    image,
    garmentType: asked.garmentType,
  })
  const confidence = typeConfidence * cutOutConfidence
  return await step(describeGarment, { image, mask, type, sleeves, wearer: wearer?.pose ?? null, confidence })
}
