import type { JobSummary } from '../../app/domain/job.ts'
import type { DraftedGarment, WornGarment } from '../../app/domain/try-on.ts'
import { draftOf } from './draft-of.ts'
import type { GarmentRow } from './garment-stack.ts'

const wornIn = (job: JobSummary | null): readonly WornGarment[] =>
  (job?.payload as { readonly garments?: readonly WornGarment[] } | undefined)?.garments ?? []

/** How many garments a draft has; 1 for work of another kind. */
export function garmentsOf(job: JobSummary): number {
  return Math.max(1, wornIn(job).length)
}

/** What the draft on the stage has found out about a garment. */
export function foundOf(job: JobSummary | null, { id }: GarmentRow): DraftedGarment | undefined {
  return draftOf(job)?.garments[wornIn(job).findIndex(({ garmentId }) => garmentId === id)]
}
