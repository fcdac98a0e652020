import type { AssetId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { go } from '../frame/route.ts'
import { tryOnStore } from './try-on-store.ts'

/** Opens the try-on room with a draft on the stage, finished or not, and its pictures in the slots. */
export function showDraft(job: JobSummary): void {
  const { personId, garments } = job.payload as {
    readonly personId?: AssetId
    readonly garments?: readonly { readonly garmentId: AssetId }[]
  }
  const garmentId = garments?.[0]?.garmentId
  const { fill, show } = tryOnStore.getState()
  if (personId !== undefined) fill('person', personId)
  if (garmentId !== undefined) fill('garment', garmentId)
  show(job.id)
  go('try-on')
}
