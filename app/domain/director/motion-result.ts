import { z } from 'zod'
import { assetId, contentHash } from '../ids.ts'
import { CLIP_NOTES } from './clip-notes.ts'
import { frameRate } from './frame-rate.ts'

/** What a finished rendering made: a clip of the library, and what of its direction was not done as asked. */
export const motionResult = z.object({
  assetId,
  hash: contentHash,
  name: z.string(),
  sizeBytes: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  frames: z.int().positive(),
  frameRate,
  /** The encoder of this machine's ffmpeg that was taken. */
  encoder: z.string(),
  notes: z.array(z.enum(CLIP_NOTES)),
  ms: z.number().nonnegative(),
})
export type MotionResult = z.output<typeof motionResult>
