import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { Size } from '../domain/raster.ts'
import type { ImageLimits } from '../platform/config.ts'
import { analysePerson } from './stages/analyse-person.ts'
import { estimatePose } from './stages/estimate-pose.ts'
import { keepOriginal } from './stages/keep-original.ts'
import { loadPhoto } from './stages/load-photo.ts'
import { readMaskPicture } from './stages/read-mask.ts'
import { segmentPerson } from './stages/segment-person.ts'
import type { Step } from './step.ts'

export interface FinalRequest {
  /** Bytes of the photo, and of the picture a model made of it. */
  readonly original: ArtifactId
  readonly made: ArtifactId
  /** Bytes of a picture of what the draft changed, white on black; null without a draft. */
  readonly editMask: ArtifactId | null
  readonly preserve: { readonly face: boolean; readonly background: boolean }
  readonly limits: ImageLimits
}

export interface FinishedFinal extends Size {
  readonly image: ArtifactId
  /** Where the photo was kept to the byte, 0..1; null where nothing could be put back. */
  readonly kept: ArtifactId | null
  /** Why nothing was put back; null where it was. */
  readonly problem: 'nobody' | 'not-alike' | null
  readonly agreement: number | null
}

/** People are looked for at this size. */
const SEEN_PX = 1536
/** Finals are put together at this size at most: planes of 6 million pixels. */
const MOST_PX = 3072
/** A model that made this many times more pixels has something to show for it. */
const WORTH_ENLARGING = 1.25

/** The stages that finishing runs, for progress. @public */
export const FINISHING_STAGES = [loadPhoto.id, estimatePose.id, segmentPerson.id, analysePerson.id, keepOriginal.id] as const

/**
 * Puts what is to be preserved of a photo back into a final of it: aligned, in the photo's colours, without a seam. Where nobody is found in the
 * photo, or the final shows something else, the final stays as it is and the answer says so.
 *
 * @throws StudioError what the stages declare for files.
 */
export async function finishFinal(step: Step, request: FinalRequest): Promise<FinishedFinal> {
  const { original, made, editMask, preserve, limits } = request
  const full = await step(loadPhoto, { source: original, longSide: MOST_PX, limits })
  const final = await step(loadPhoto, { source: made, longSide: MOST_PX, limits })
  const asItIs = (problem: FinishedFinal['problem'], agreement: number | null): FinishedFinal => {
    return { image: final.image, width: final.width, height: final.height, kept: null, problem, agreement }
  }
  if (!preserve.face && !preserve.background) return asItIs(null, null)
  const seen = await step(loadPhoto, { source: original, longSide: SEEN_PX, limits })
  const person = await findPerson(step, seen.image)
  if (person === null) return asItIs('nobody', null)
  const { scene } = await step(analysePerson, { image: seen.image, mask: person.mask, pose: person.pose, region: 'upper' })
  const shown = await step(loadPhoto, { source: made, longSide: SEEN_PX, limits })
  const madePerson = (await findPerson(step, shown.image))?.mask ?? null
  const edited = editMask === null ? null : await readEdited(step, editMask, { size: seen, limits })
  const size = sizeOf(full, final)
  const { image, kept, agreement } = await step(keepOriginal, {
    original: full.image,
    made: final.image,
    scene,
    person: person.mask,
    madePerson,
    edited,
    preserve,
    size,
  })
  return kept === null ? asItIs('not-alike', agreement) : { image, kept, ...size, problem: null, agreement }
}

/** The photo's own size, or enlarged where the model made more of it. */
function sizeOf(photo: Size, final: Size): Size {
  const [long, finalLong] = [Math.max(photo.width, photo.height), Math.max(final.width, final.height)]
  const scale = finalLong >= WORTH_ENLARGING * long ? finalLong / long : 1
  return { width: Math.round(photo.width * scale), height: Math.round(photo.height * scale) }
}

async function findPerson(step: Step, image: ArtifactId) {
  const { people } = await step(estimatePose, { image })
  const [found, ...others] = people
  if (found === undefined) return null
  try {
    const { mask } = await step(segmentPerson, {
      image,
      poseMask: found.poseMask,
      otherPoseMasks: others.map(({ poseMask }) => poseMask),
    })
    return { mask, pose: found.pose }
  } catch (thrown) {
    // Somebody who is too small to be cut out.
    if (thrown instanceof StudioError && thrown.code === 'tryon.segmentation-failed') return null
    throw thrown
  }
}

async function readEdited(
  step: Step,
  source: ArtifactId,
  { size, limits }: { readonly size: Size; readonly limits: ImageLimits },
): Promise<ArtifactId> {
  const { image } = await step(loadPhoto, { source, longSide: SEEN_PX, limits })
  return (await step(readMaskPicture, { image, width: size.width, height: size.height })).mask
}
