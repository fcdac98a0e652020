import type { JobSummary } from '../../app/domain/job.ts'
import type { DraftedGarment, WornGarment } from '../../app/domain/try-on.ts'
import { draftOf } from './draft-of.ts'
import type { GarmentRow } from './garment-stack.ts'

/** What the draft on the stage has found out about a garment. */
export function foundOf(job: JobSummary | null, { id }: GarmentRow): DraftedGarment | undefined {
  const worn = (job?.payload as { readonly garments?: readonly WornGarment[] } | undefined)?.garments ?? []
  return draftOf(job)?.garments[worn.findIndex(({ garmentId }) => garmentId === id)]
}
