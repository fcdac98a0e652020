import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { TryOnOptions, WornGarment } from '../../app/domain/try-on.ts'
import { go } from '../frame/route.ts'
import { tryOnStore } from './try-on-store.ts'

/** What the payload of a draft says; a job of another kind has none of it. */
interface Payload {
  readonly personId?: AssetId
  readonly garments?: readonly (Pick<WornGarment, 'garmentId'> & Partial<WornGarment>)[]
  readonly options?: Partial<TryOnOptions>
}

/** Opens the try-on room with a draft on the stage, finished or not, and its pictures in their places. */
export function showDraft(job: JobSummary): void {
  const { personId, garments, options } = job.payload as Payload
  const { person, dress, change, show } = tryOnStore.getState()
  if (garments !== undefined) {
    dress(
      personId ?? person,
      garments.map(({ garmentId, garmentType = 'auto', front = 'closed' }) => ({ id: garmentId, type: garmentType, front })),
    )
    if (options?.tuck !== undefined) change({ tuck: options.tuck })
  }
  show(job.id)
  go('try-on')
}

/** What the recipe of a kept draft says of how it was worn. Recipes of other versions may lack any of it. */
interface Recipe {
  readonly options?: Partial<TryOnOptions>
  readonly garments?: readonly { readonly asked?: WornGarment['garmentType']; readonly front?: WornGarment['front'] }[]
}

/** Puts a kept draft on the stage, and the pictures it was made of where they were, worn as they were. */
export function showKept({ lineage }: Asset): void {
  const { person, dress, change, show } = tryOnStore.getState()
  const parents = lineage?.parents ?? []
  const { options, garments = [] } = (lineage?.recipe ?? {}) as Recipe
  dress(
    parents.find(({ role }) => role === 'person')?.assetId ?? person,
    parents
      .filter(({ role }) => role === 'garment')
      .map(({ assetId }, index) => ({ id: assetId, type: garments[index]?.asked ?? 'auto', front: garments[index]?.front ?? 'closed' })),
  )
  if (options?.tuck !== undefined) change({ tuck: options.tuck })
  show(lineage?.jobId ?? null)
}
