import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { WornGarment } from '../../app/domain/try-on.ts'
import { go } from '../frame/route.ts'
import { tryOnStore } from './try-on-store.ts'

/** Opens the try-on room with a draft on the stage, finished or not, and its pictures in their places. */
export function showDraft(job: JobSummary): void {
  const { personId, garments } = job.payload as { readonly personId?: AssetId; readonly garments?: readonly WornGarment[] }
  const { person, dress, show } = tryOnStore.getState()
  if (garments !== undefined) {
    dress(
      personId ?? person,
      garments.map(({ garmentId, garmentType }) => ({ id: garmentId, type: garmentType })),
    )
  }
  show(job.id)
  go('try-on')
}

/** Puts a kept draft on the stage, and the pictures it was made of where they were. */
export function showKept({ lineage }: Asset): void {
  const { person, dress, show } = tryOnStore.getState()
  const parents = lineage?.parents ?? []
  const garments = parents.filter(({ role }) => role === 'garment')
  dress(
    parents.find(({ role }) => role === 'person')?.assetId ?? person,
    garments.map(({ assetId }) => ({ id: assetId, type: 'auto' as const })),
  )
  show(lineage?.jobId ?? null)
}
