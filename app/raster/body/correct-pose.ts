import type { JointName } from '../../domain/corrections.ts'
import { LANDMARK_NAMES, type Landmark, type PoseEstimate } from '../../domain/landmarks.ts'
import type { Point } from '../../domain/raster.ts'
import type { Move } from './moves-in.ts'

type LandmarkName = (typeof LANDMARK_NAMES)[number]

/** What hangs on a joint and goes with it: the model marks fingers and toes, a person moves wrists and ankles. */
const FOLLOWERS: Partial<Record<JointName, readonly LandmarkName[]>> = {
  'left-wrist': ['left-pinky', 'left-index', 'left-thumb'],
  'right-wrist': ['right-pinky', 'right-index', 'right-thumb'],
  'left-ankle': ['left-heel', 'left-foot-index'],
  'right-ankle': ['right-heel', 'right-foot-index'],
}

/**
 * A pose with joints put where a person says they are. A moved joint counts as seen: somebody pointed at it. Depths stay,
 * since a hand on a picture says nothing about them.
 */
export function correctPose(pose: PoseEstimate, moves: readonly Move<JointName>[]): PoseEstimate {
  if (moves.length === 0) return pose
  const landmarks = [...pose.landmarks]
  for (const { name, to } of moves) {
    const joint = indexOf(name)
    const from = pose.landmarks[joint]
    const shift: Point = [to[0] - from.x, to[1] - from.y]
    landmarks[joint] = { ...shifted(from, shift), visibility: 1 }
    for (const follower of FOLLOWERS[name] ?? []) landmarks[indexOf(follower)] = shifted(pose.landmarks[indexOf(follower)], shift)
  }
  return { ...pose, landmarks }
}

function shifted(landmark: Landmark, [dx, dy]: Point): Landmark {
  return { ...landmark, x: landmark.x + dx, y: landmark.y + dy }
}

function indexOf(name: LandmarkName): number {
  return LANDMARK_NAMES.indexOf(name)
}
