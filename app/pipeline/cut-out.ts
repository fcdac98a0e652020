import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { GarmentType } from '../domain/try-on.ts'
import { colourPerson } from './stages/colour-person.ts'
import { estimatePose } from './stages/estimate-pose.ts'
import { prepareGarment } from './stages/prepare-garment.ts'
import { segmentPerson } from './stages/segment-person.ts'
import type { Step } from './step.ts'

export interface CutOutRequest {
  /** Upright picture, 3 or 4 channels. */
  readonly image: ArtifactId
  readonly kind: 'person' | 'garment'
  /** For garments: what to cut off a model; `auto` takes what the picture shows best. */
  readonly garmentType?: GarmentType | 'auto'
}

export interface CutOut {
  /** RGBA at the picture's size, and its alpha as a mask 0..1. */
  readonly cutOut: ArtifactId
  readonly mask: ArtifactId
  /** Share of the picture that is inside, 0..1. */
  readonly coverage: number
  readonly method: string
}

/**
 * Cuts the largest person, or the garment, out of a picture.
 *
 * @throws StudioError `tryon.segmentation-failed` (person), `tryon.garment-failed` (garment).
 */
export async function cutOut(step: Step, request: CutOutRequest): Promise<CutOut> {
  if (request.kind === 'garment') {
    const garment = await step(prepareGarment, { image: request.image, garmentType: request.garmentType ?? 'auto' })
    return { cutOut: garment.cutOut, mask: garment.mask, coverage: garment.coverage, method: garment.method }
  }
  const { people, width, height } = await step(estimatePose, { image: request.image })
  const [person, ...others] = people
  if (person === undefined) {
    const details = { width, height, coverage: 0 }
    throw new StudioError('tryon.segmentation-failed', 'No person was found in the picture', { details, stage: estimatePose.id })
  }
  const segmented = await step(segmentPerson, {
    image: request.image,
    poseMask: person.poseMask,
    otherPoseMasks: others.map((other) => other.poseMask),
  })
  const coloured = await step(colourPerson, { image: request.image, mask: segmented.mask })
  return { cutOut: coloured.cutOut, mask: segmented.mask, coverage: segmented.coverage, method: 'pose-and-selfie' }
}
