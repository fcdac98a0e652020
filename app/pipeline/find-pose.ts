import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { PoseEstimate } from '../domain/landmarks.ts'
import { estimatePose } from './stages/estimate-pose.ts'
import type { Step } from './step.ts'

/** The people of a picture, largest first, with the size of the picture that their coordinates are in. */
export interface FoundPose {
  readonly people: readonly PoseEstimate[]
  readonly width: number
  readonly height: number
}

/**
 * Finds people and their landmarks in an upright picture.
 *
 * @throws StudioError `tryon.pose-failed` when there is nobody.
 */
export async function findPose(step: Step, image: ArtifactId): Promise<FoundPose> {
  const found = await step(estimatePose, { image, effort: 'careful', maxPeople: 10 })
  if (found.people.length === 0) {
    const details = { width: found.width, height: found.height }
    throw new StudioError('tryon.pose-failed', 'No person was found in the picture', { details, stage: estimatePose.id })
  }
  return { people: found.people.map((person) => person.pose), width: found.width, height: found.height }
}
