import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import { useResults } from '../studio/queries.ts'

/** A kept draft as the strip shows it. */
export interface KeptDraft {
  readonly asset: Asset
  readonly job: JobId
  /** 1 for the first of its pair of pictures. */
  readonly number: number
  /** Null for one whose recipe does not tell. */
  readonly score: number | null
}

export interface Lineage {
  /** Oldest first. */
  readonly drafts: readonly KeptDraft[]
  /** What was made from one of the drafts, newest last. */
  readonly later: readonly Asset[]
}

const parentOf = (asset: Asset, role: string): AssetId | undefined => asset.lineage?.parents.find((one) => one.role === role)?.assetId

/** The drafts of a pair of pictures and what was made from them; of every pair where none is chosen. */
export function lineageOf(results: readonly Asset[], pair: { readonly person: AssetId | null; readonly garment: AssetId | null }): Lineage {
  const isMeant = (asset: Asset): boolean =>
    asset.lineage?.kind === 'try-on' &&
    (pair.person === null || parentOf(asset, 'person') === pair.person) &&
    (pair.garment === null || parentOf(asset, 'garment') === pair.garment)
  const drafts = results.filter(isMeant).toSorted((a, b) => a.createdAt - b.createdAt)
  const ids = new Set(drafts.map(({ id }) => id))
  return {
    drafts: drafts.flatMap((asset, index) =>
      asset.lineage === null ? [] : [{ asset, job: asset.lineage.jobId, number: index + 1, score: scoreOf(asset) }],
    ),
    later: results
      .filter((asset) => asset.lineage?.kind !== 'try-on' && asset.lineage?.parents.some((parent) => ids.has(parent.assetId)) === true)
      .toSorted((a, b) => a.createdAt - b.createdAt),
  }
}

function scoreOf({ lineage }: Asset): number | null {
  const recipe = lineage?.recipe
  if (recipe === null || typeof recipe !== 'object' || Array.isArray(recipe)) return null
  const score = (recipe as Readonly<Record<string, unknown>>)['qualityScore']
  return typeof score === 'number' ? score : null
}

/** The persons or the garments that drafts were made with, the latest first, then pictures that nothing was made with. */
export function recentFor(role: 'person' | 'garment', results: readonly Asset[], imports: readonly Asset[]): readonly AssetId[] {
  const newest = results.toSorted((a, b) => b.createdAt - a.createdAt)
  const used = (asked: string): AssetId[] => newest.flatMap((asset) => parentOf(asset, asked) ?? [])
  const elsewhere = new Set(used(role === 'person' ? 'garment' : 'person'))
  const unused = imports.filter((asset) => asset.origin !== 'result' && !elsewhere.has(asset.id)).map(({ id }) => id)
  return [...new Set([...used(role), ...unused])]
}

export function useLineage(pair: { readonly person: AssetId | null; readonly garment: AssetId | null }): Lineage {
  return lineageOf(useResults().data?.assets ?? [], pair)
}

/** The number of a draft among those of its pair; the next free one while it is not kept. */
export function numberOf({ drafts }: Lineage, job: JobId | null): number {
  return drafts.find((draft) => draft.job === job)?.number ?? drafts.length + 1
}
