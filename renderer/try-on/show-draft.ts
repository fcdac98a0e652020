import type { AssetId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { go } from '../frame/route.ts'
import { tryOnStore } from './try-on-store.ts'

/** Opens the try-on room with a draft on the stage, finished or not, and its pictures in the slots. */
export function showDraft(job: JobSummary): void {
  const { personId, garmentId } = job.payload as { readonly personId?: AssetId; readonly garmentId?: AssetId }
  const { fill, show } = tryOnStore.getState()
  if (personId !== undefined) fill('person', personId)
  if (garmentId !== undefined) fill('garment', garmentId)
  show(job.id)
  go('try-on')
}
