import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { parentsOf } from './lineage.ts'
import type { Slot, TryOnState } from './try-on-store.ts'

/**
 * The pictures that fit a slot: those drafts were made with, the latest first, then others, as they were brought in. What was taken
 * as something else when it was last taken is left out, and so are drafts that nobody took as anything. The order does not change
 * while pictures are tried.
 *
 * @param known.taken what was put on the table, the latest last. Drafts say the same of what was there before.
 */
export function recentFor(
  role: Slot,
  known: { readonly results: readonly Asset[]; readonly imports: readonly Asset[]; readonly taken: TryOnState['taken'] },
): readonly AssetId[] {
  const drafts = known.results.toSorted((a, b) => b.createdAt - a.createdAt)
  const used = drafts.flatMap((asset) =>
    (['person', 'garment'] as const).flatMap((as) => parentsOf(asset, as).map((id) => [id, as] as const)),
  )
  const roles = new Map<AssetId, Slot>()
  for (const [id, as] of [...known.taken.toReversed(), ...used]) if (!roles.has(id)) roles.set(id, as)
  const brought = known.imports.filter(({ id, origin }) => origin !== 'result' || roles.has(id)).map(({ id }) => id)
  const all = new Set([...used.map(([id]) => id), ...brought, ...known.taken.map(([id]) => id)])
  return [...all].filter((id) => (roles.get(id) ?? role) === role)
}
