import type { StrokePath } from '../domain/brush-stroke.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { ImageLimits } from '../platform/config.ts'
import { cutOut } from './cut-out.ts'
import { loadPhoto } from './stages/load-photo.ts'
import { selectScribble } from './stages/select-scribble.ts'
import type { Step } from './step.ts'

/** Edges are found at this size; a larger picture's mask is grown from it. */
const WORKING_LONG_SIDE_PX = 2048

export type SubjectRequest = { readonly source: ArtifactId; readonly limits: ImageLimits } & (
  | { readonly subject: 'person' | 'garment' }
  | { readonly subject: 'scribble'; readonly seeds: readonly StrokePath[] }
)

/**
 * Finds what a layer's mask is to hold.
 *
 * @returns a mask 0..1 of the whole picture, at most 2048 pixels long.
 * @throws StudioError `tryon.segmentation-failed` (person, scribble), `tryon.garment-failed` (garment), and what the stages declare for files.
 */
export async function selectSubject(
  step: Step,
  request: SubjectRequest,
): Promise<{ readonly mask: ArtifactId; readonly coverage: number }> {
  const { source, limits } = request
  const { image } = await step(loadPhoto, { source, longSide: WORKING_LONG_SIDE_PX, limits })
  if (request.subject === 'scribble') return await step(selectScribble, { image, seeds: [...request.seeds] })
  return await cutOut(step, { image, kind: request.subject })
}
