import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId, JobId } from '../../app/domain/ids.ts'

/** A kept draft as the strip shows it. */
export interface KeptDraft {
  readonly asset: Asset
  readonly job: JobId
  /** 1 for the first of its look. */
  readonly number: number
  /** Null for one whose recipe does not tell. */
  readonly score: number | null
}

/** A kept final as the strip shows it. */
export type KeptFinal = KeptDraft

export interface Lineage {
  /** Oldest first. */
  readonly finals: readonly KeptFinal[]
  /** Oldest first. */
  readonly drafts: readonly KeptDraft[]
  /** What was made from one of the drafts, newest last. */
  readonly later: readonly Asset[]
}

/** Pictures that an asset was made from in a role, in their order. */
export const parentsOf = (asset: Asset, role: string): readonly AssetId[] =>
  (asset.lineage?.parents ?? []).filter((one) => one.role === role).map(({ assetId }) => assetId)

const isSameSet = (some: readonly AssetId[], others: readonly AssetId[]): boolean =>
  some.length === others.length && some.every((id) => others.includes(id))

/** Who wears what. */
export interface Look {
  readonly person: AssetId | null
  readonly garments: readonly AssetId[]
}

/** The drafts and finals of a look, in whatever order its garments are worn, and what was made from them; of every look where none is chosen. */
export function lineageOf(results: readonly Asset[], look: Look): Lineage {
  const isMeant = (asset: Asset): boolean =>
    (look.person === null || parentsOf(asset, 'person').includes(look.person)) &&
    (look.garments.length === 0 || isSameSet(parentsOf(asset, 'garment'), look.garments))
  const ofKind = (kind: string): readonly Asset[] =>
    results.filter((asset) => asset.lineage?.kind === kind && isMeant(asset)).toSorted((a, b) => a.createdAt - b.createdAt)
  const finals = ofKind('final-try-on')
  const finalJobs = new Set(finals.map(({ lineage }) => lineage?.jobId))
  // The draft that a final made for itself is seen with the final; what the service sent is the final before the photo was put back.
  const drafts = ofKind('try-on').filter(({ lineage }) => !finalJobs.has(lineage?.jobId))
  const ids = new Set([...drafts, ...finals].map(({ id }) => id))
  return {
    drafts: keptOf(drafts),
    finals: keptOf(finals),
    later: results
      .filter(
        (asset) =>
          asset.lineage?.kind !== 'try-on' &&
          !ids.has(asset.id) &&
          !finalJobs.has(asset.lineage?.jobId) &&
          asset.lineage?.parents.some((parent) => ids.has(parent.assetId)) === true,
      )
      .toSorted((a, b) => a.createdAt - b.createdAt),
  }
}

function keptOf(assets: readonly Asset[]): KeptDraft[] {
  return assets.flatMap((asset, index) =>
    asset.lineage === null ? [] : [{ asset, job: asset.lineage.jobId, number: index + 1, score: scoreOf(asset) }],
  )
}

function scoreOf({ lineage }: Asset): number | null {
  const recipe = lineage?.recipe
  if (recipe === null || typeof recipe !== 'object' || Array.isArray(recipe)) return null
  const { qualityScore, score = qualityScore } = recipe as { readonly qualityScore?: unknown; readonly score?: unknown }
  return typeof score === 'number' ? score : null
}

/** The number of a draft among those of its pair; the next free one while it is not kept. */
export function numberOf({ drafts }: Lineage, job: JobId | null): number {
  return drafts.find((draft) => draft.job === job)?.number ?? drafts.length + 1
}

/** The number of a final among those of its look; the next free one while it is not kept. */
export function finalNumberOf({ finals }: Lineage, job: JobId | null): number {
  return finals.find((final) => final.job === job)?.number ?? finals.length + 1
}
