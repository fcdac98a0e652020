import type { Asset } from '../../app/domain/asset.ts'
import { GARMENT_REGIONS } from '../../app/domain/garment-region.ts'
import type { GarmentType } from '../../app/domain/try-on.ts'
import type { WornRow } from './garment-stack.ts'

/** What a garment is, as far as it is known: what a person says, else what the latest draft found; null before the first. */
export function knownType({ id, type }: Pick<WornRow, 'id' | 'type'>, results: readonly Asset[]): GarmentType | null {
  if (type !== 'auto') return type
  for (const { lineage } of results.toSorted((a, b) => b.createdAt - a.createdAt)) {
    const place = (lineage?.parents ?? []).filter(({ role }) => role === 'garment').findIndex(({ assetId }) => assetId === id)
    const found = place < 0 ? undefined : typesOf(lineage?.recipe)[place]
    if (found !== undefined && Object.hasOwn(GARMENT_REGIONS, found)) return found as GarmentType
  }
  return null
}

/** By garment; a recipe of before there were outfits has one. */
function typesOf(recipe: unknown): readonly (string | undefined)[] {
  const { garment, garments } = (recipe ?? {}) as {
    readonly garment?: { readonly type?: string }
    readonly garments?: readonly { readonly type?: string }[]
  }
  return (garments ?? (garment === undefined ? [] : [garment])).map(({ type }) => type)
}
