import { z } from 'zod'
import { assetId, contentHash, jobId } from './ids.ts'
import { jsonValue } from './json.ts'

/** A user's file: something imported, or a result that the studio made and kept. */
export const assetOrigin = z.enum(['import', 'sample', 'result'])
export type AssetOrigin = z.output<typeof assetOrigin>

/** What a person decided about a picture: keep it in sight, or leave it out. */
export const assetFlag = z.enum(['pick', 'reject'])
export type AssetFlag = z.output<typeof assetFlag>

/** Stars; 0 is not rated. */
export const assetRating = z.int().min(0).max(5)

/** Picture types the library keeps, by content, never by file name. */
export const imageType = z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/heic', 'image/tiff'])
export type ImageType = z.output<typeof imageType>

/** Where a result came from; enough to make it again. */
export const lineage = z.object({
  jobId,
  kind: z.string(),
  parents: z.array(z.object({ role: z.string(), assetId, hash: contentHash })),
  recipe: jsonValue,
})
export type Lineage = z.output<typeof lineage>

export const asset = z.object({
  id: assetId,
  origin: assetOrigin,
  /** The name the user knows, with its extension. */
  name: z.string(),
  type: imageType,
  hash: contentHash,
  sizeBytes: z.int().nonnegative(),
  /** Size of the upright picture (EXIF turn applied), in pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  createdAt: z.int(),
  trashedAt: z.int().nullable(),
  rating: assetRating,
  flag: assetFlag.nullable(),
  lineage: lineage.nullable(),
})
export type Asset = z.output<typeof asset>
