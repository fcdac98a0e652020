import { z } from 'zod'
import { artifactId } from './ids.ts'
import { poseEstimate } from './landmarks.ts'

/** What a finished cut-out says. Files are PNG at the working size. */
export const cutOutResult = z.object({
  /** Colour with straight alpha. */
  cutOut: artifactId,
  /** One channel, 255 inside. */
  mask: artifactId,
  width: z.int(),
  height: z.int(),
  /** Share of the picture that is inside, 0..1. */
  coverage: z.number().min(0).max(1),
  /** How the outline was found. */
  method: z.string(),
  ms: z.number(),
})
export type CutOutResult = z.output<typeof cutOutResult>

/** People found in a picture, in pixels of the upright original. */
export const findPoseResult = z.object({
  people: z.array(poseEstimate),
  width: z.int(),
  height: z.int(),
  ms: z.number(),
})
export type FindPoseResult = z.output<typeof findPoseResult>
