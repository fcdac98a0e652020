import { z } from 'zod'

/** The 33 BlazePose landmarks in the model's order; left and right are the person's own. */
export const LANDMARK_NAMES = [
  'nose',
  'left-eye-inner',
  'left-eye',
  'left-eye-outer',
  'right-eye-inner',
  'right-eye',
  'right-eye-outer',
  'left-ear',
  'right-ear',
  'mouth-left',
  'mouth-right',
  'left-shoulder',
  'right-shoulder',
  'left-elbow',
  'right-elbow',
  'left-wrist',
  'right-wrist',
  'left-pinky',
  'right-pinky',
  'left-index',
  'right-index',
  'left-thumb',
  'right-thumb',
  'left-hip',
  'right-hip',
  'left-knee',
  'right-knee',
  'left-ankle',
  'right-ankle',
  'left-heel',
  'right-heel',
  'left-foot-index',
  'right-foot-index',
] as const

/**
 * One landmark in pixels of the upright picture. `z` is depth in the same pixels relative to the hips, smaller is nearer.
 * `visibility` is the probability 0..1 that the point is in the frame and not hidden.
 */
export const landmark = z.object({
  x: z.number(),
  y: z.number(),
  z: z.number(),
  visibility: z.number().min(0).max(1),
})
export type Landmark = z.output<typeof landmark>

/** A person found in a picture: 33 landmarks in the order of `LANDMARK_NAMES` and the box around the body, in pixels. */
export const poseEstimate = z.object({
  landmarks: z.array(landmark).length(33),
  box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  /** Detector score 0..1. */
  score: z.number().min(0).max(1),
  /** Probability 0..1 that the crop holds a person, from the landmark model. */
  presence: z.number().min(0).max(1),
})
export type PoseEstimate = z.output<typeof poseEstimate>
