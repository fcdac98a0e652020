import { z } from 'zod'

/** A part of a frame, in shares of its sides. */
export const shareBox = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
export type ShareBox = z.output<typeof shareBox>

/** How finely it is known where across and down a frame the subject is. */
export const PROFILE_BINS = 64

/** What was seen in one frame. */
export const subjectSample = z.object({
  /** From the first frame that is exported. */
  ms: z.number(),
  /** Whom the clip is about; null where nobody was found. Others count where they are at least half as large. */
  subject: z
    .object({
      /** Shares of the subject's area by columns from the left and by rows from the top; each adds up to 1. */
      columns: z.array(z.number()).length(PROFILE_BINS),
      rows: z.array(z.number()).length(PROFILE_BINS),
      /** All that is seen of heads; null where they are hidden. */
      face: shareBox.nullable(),
      /** How much of trunk and limbs is seen, 0..1. */
      bodySeen: z.number(),
      /** How well the face is seen, 0..1. */
      faceSeen: z.number(),
    })
    .nullable(),
  /** Fine detail, in any unit; compares frames of one clip. */
  sharpness: z.number(),
})
export type SubjectSample = z.output<typeof subjectSample>

export const subjectTrack = z.object({ samples: z.array(subjectSample) })
export type SubjectTrack = z.output<typeof subjectTrack>

/** The share of a profile's area between two places, 0..1. */
export function shareBetween(profile: readonly number[], from: number, to: number): number {
  let sum = 0
  for (const [bin, part] of profile.entries()) {
    const start = bin / profile.length
    const end = (bin + 1) / profile.length
    const inside = Math.min(end, to) - Math.max(start, from)
    if (inside > 0) sum += (part * inside) / (end - start)
  }
  return sum
}

/** Where a profile begins and ends, but for `left` of its area on each side. */
export function extentOf(profile: readonly number[], left: number): readonly [number, number] {
  const reach = (bins: readonly number[]): number => {
    let sum = 0
    for (const [bin, part] of bins.entries()) {
      if (sum + part > left) return (bin + (part === 0 ? 0 : (left - sum) / part)) / bins.length
      sum += part
    }
    return 1
  }
  return [reach(profile), 1 - reach([...profile].reverse())]
}
