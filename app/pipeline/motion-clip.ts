import type { ClipNote } from '../domain/director/clip-notes.ts'
import { looksForPerson, movesCloth, needsLayers } from '../domain/director/clip-notes.ts'
import { clipSize } from '../domain/director/clip-size.ts'
import type { Direction } from '../domain/director/direction.ts'
import { TEMPLATES } from '../domain/director/templates.ts'
import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { PoseEstimate } from '../domain/landmarks.ts'
import type { Size } from '../domain/raster.ts'
import type { ImageLimits } from '../platform/config.ts'
import { analysePerson } from './stages/analyse-person.ts'
import { estimatePose } from './stages/estimate-pose.ts'
import { findCloth } from './stages/find-cloth.ts'
import { loadPhoto } from './stages/load-photo.ts'
import { packMotion } from './stages/pack-motion.ts'
import { readMaskPicture } from './stages/read-mask.ts'
import { renderMotion } from './stages/render-motion.ts'
import { segmentPerson } from './stages/segment-person.ts'
import type { Step } from './step.ts'

export interface MotionRequest {
  /** Bytes of the still, and of a mask of the cloth that moves where somebody gives one. */
  readonly source: ArtifactId
  readonly clothMask: ArtifactId | null
  readonly direction: Direction
  /** Pixels with even sides; null for the usual size of the direction's shape. */
  readonly size: Size | null
  readonly limits: ImageLimits
}

export interface MotionClip extends Size {
  /** MP4. */
  readonly clip: ArtifactId
  readonly sizeBytes: number
  readonly frames: number
  readonly encoder: string
  readonly notes: readonly ClipNote[]
}

/** The stages a direction usually takes, with their shares of the time. */
export function motionPlan(direction: Direction, hasClothMask: boolean): { id: string; share: number; times?: number }[] {
  const looks = looksForPerson(direction) ? [{ id: estimatePose.id, share: 0.1 }] : []
  const parts = needsLayers(direction) ? [{ id: segmentPerson.id, share: 0.05 }] : []
  const cloth = movesCloth(direction) && !hasClothMask ? [{ id: analysePerson.id, share: 0.15, times: 2 }] : []
  return [{ id: loadPhoto.id, share: 0.05, times: 2 }, ...looks, ...parts, ...cloth, { id: renderMotion.id, share: 0.65 }]
}

/** People are looked for at this size. */
const SEEN_PX = 1536
/** More of a still shows nothing in a clip of 1080 x 1920 until the camera is four times nearer. */
const STILL_PX = 4096

/** Makes a clip of a still on this machine. @throws StudioError what its stages declare. */
export async function motionClip(step: Step, request: MotionRequest): Promise<MotionClip> {
  const { source, direction, limits } = request
  const seen = await step(loadPhoto, { source, longSide: SEEN_PX, limits })
  const full = await step(loadPhoto, { source, longSide: STILL_PX, limits })
  const known = await lookAt(step, request, seen)
  const size = request.size ?? clipSize(direction.output.ratio, full)
  const made = await step(renderMotion, { ...known, still: full.image, posed: { width: seen.width, height: seen.height }, direction, size })
  return { ...made, ...size }
}

/**
 * Gathers what a page needs to paint frames of a still by itself: everything that any direction may ask for.
 *
 * @returns the bytes of `packMotionKit`.
 */
export async function gatherMotionKit(
  step: Step,
  { longSide, ...known }: Pick<MotionRequest, 'source' | 'clothMask' | 'limits'> & { readonly longSide: number },
): Promise<ArtifactId> {
  const { source, limits } = known
  const seen = await step(loadPhoto, { source, longSide: SEEN_PX, limits })
  const everything = await lookAt(step, { ...known, direction: TEMPLATES.runway }, seen)
  return (await step(packMotion, { ...everything, still: seen.image, posed: { width: seen.width, height: seen.height }, longSide })).kit
}

interface Seen {
  readonly person: ArtifactId | null
  readonly cloth: ArtifactId | null
  readonly pose: PoseEstimate | null
}

/** Looks only for what the direction needs: a pan over a flat picture waits for no model. */
async function lookAt(
  step: Step,
  { clothMask, direction, limits }: Pick<MotionRequest, 'clothMask' | 'direction' | 'limits'>,
  seen: Size & { readonly image: ArtifactId },
): Promise<Seen> {
  if (!looksForPerson(direction)) return { person: null, cloth: null, pose: null }
  const given = clothMask === null ? null : await readGiven(step, clothMask, { seen, limits })
  const { people } = await step(estimatePose, { image: seen.image })
  const [found, ...others] = people
  if (found === undefined) return { person: null, cloth: given, pose: null }
  const { pose, poseMask } = found
  if (!needsLayers(direction) && direction.light.kind !== 'spotlight') return { person: null, cloth: given, pose }
  const person = await segmented(step, { image: seen.image, poseMask, otherPoseMasks: others.map((other) => other.poseMask) })
  if (person === null || given !== null || !movesCloth(direction)) return { person, cloth: given, pose }
  const scenes = []
  for (const region of ['upper', 'lower'] as const)
    scenes.push((await step(analysePerson, { image: seen.image, mask: person, pose, region })).scene)
  return { person, cloth: (await step(findCloth, { person, scenes })).cloth, pose }
}

async function readGiven(step: Step, source: ArtifactId, { seen, limits }: { seen: Size; limits: ImageLimits }): Promise<ArtifactId> {
  const { image } = await step(loadPhoto, { source, longSide: SEEN_PX, limits })
  return (await step(readMaskPicture, { image, width: seen.width, height: seen.height })).mask
}

/** Somebody who is too small to be cut out is left in the picture. */
async function segmented(
  step: Step,
  input: { readonly image: ArtifactId; readonly poseMask: ArtifactId; readonly otherPoseMasks: ArtifactId[] },
): Promise<ArtifactId | null> {
  try {
    return (await step(segmentPerson, input)).mask
  } catch (thrown) {
    if (thrown instanceof StudioError && thrown.code === 'tryon.segmentation-failed') return null
    throw thrown
  }
}
