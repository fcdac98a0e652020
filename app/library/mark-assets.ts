import { inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import type { AssetFlag } from '../domain/asset.ts'
import type { AssetId } from '../domain/ids.ts'
import { getAsset } from './assets.ts'
import type { Library } from './open-library.ts'
import { appendAssetRecords } from './records.ts'

/** Stars and flag for some assets. What is left out stays as it is. */
export interface Mark {
  readonly ids: readonly AssetId[]
  readonly rating?: number | undefined
  readonly flag?: AssetFlag | null | undefined
}

/**
 * Gives assets stars and flags, all or none of them.
 *
 * @returns what they had before of what was changed, in the same form: marking with it takes this change back, and no other
 *   that was made meanwhile.
 * @throws StudioError `asset.not-found`; `storage.full`, `storage.failed`.
 */
export async function markAssets(library: Library, marks: readonly Mark[]): Promise<readonly Mark[]> {
  return library.exclusively(async () => {
    const changes = marks.flatMap((mark) => mark.ids.map((id) => ({ asset: getAsset(library, id), rating: mark.rating, flag: mark.flag })))
    const at = library.clock.now()
    await appendAssetRecords(
      library.folder,
      changes.map(({ asset, rating, flag }) => ({ type: 'asset.marked', at, assetId: asset.id, rating, flag })),
    )
    const update = statement(library.db, /* sql */ 'UPDATE assets SET rating = :rating, flag = :flag WHERE id = :id')
    inTransaction(library.db, () => {
      for (const { asset, ...change } of changes) {
        // Read again: one that is named twice has changed since.
        const now = getAsset(library, asset.id)
        const { rating = now.rating, flag = now.flag } = change
        update.run({ id: asset.id, rating, flag })
      }
    })
    return grouped(
      changes.map(({ asset, rating, flag }) => ({
        id: asset.id,
        ...(rating === undefined ? {} : { rating: asset.rating }),
        ...(flag === undefined ? {} : { flag: asset.flag }),
      })),
    )
  })
}

interface FormerMark {
  readonly id: AssetId
  readonly rating?: number
  readonly flag?: AssetFlag | null
}

function grouped(former: readonly FormerMark[]): Mark[] {
  const groups = new Map<string, Omit<FormerMark, 'id'> & { readonly ids: AssetId[] }>()
  for (const { id, ...mark } of former) {
    const key = JSON.stringify(mark)
    const group = groups.get(key) ?? { ids: [], ...mark }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()]
}
