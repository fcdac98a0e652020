import { z } from 'zod'

/** Frames a second as a fraction: 30000/1001 is exact, 29.97 is not. */
export const frameRate = z.strictObject({ num: z.int().min(1).max(240_000), den: z.int().min(1).max(1001) })
export type FrameRate = z.output<typeof frameRate>

/** Whole frames of a clip; at least two, so that every clip has a first and a last one. */
export function frameCount(seconds: number, { num, den }: FrameRate): number {
  return Math.max(2, Math.round((seconds * num) / den))
}

/** Seconds from the first frame to another. */
export function secondsAt(frame: number, { num, den }: FrameRate): number {
  return (frame * den) / num
}
