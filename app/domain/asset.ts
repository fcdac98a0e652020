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

/** Clip types the library keeps, by content too. */
export const videoType = z.enum(['video/mp4', 'video/quicktime', 'video/webm', 'video/x-matroska'])
export type VideoType = z.output<typeof videoType>

export const assetType = z.enum([...imageType.options, ...videoType.options])
export type AssetType = z.output<typeof assetType>

/** Pictures stand still, clips move. */
export const assetKind = z.enum(['picture', 'clip'])
export type AssetKind = z.output<typeof assetKind>

/** What is known of a clip beside its size: from its packets, not from what its header declares. */
export const clipFacts = z.object({
  /** From the first frame to the end of the last, in milliseconds. Whole frames at `frameRate` are exact. */
  durationMs: z.int().positive(),
  frames: z.int().positive(),
  /** Frames a second as a ratio; the average where the rate varies. */
  frameRate: z.object({ num: z.int().positive(), den: z.int().positive() }),
  isVariableRate: z.boolean(),
  codec: z.string(),
  /** The first track of sound; null for a silent clip. */
  sound: z.object({ codec: z.string(), channels: z.int(), sampleRate: z.int() }).nullable(),
  /** Clockwise turn from the stored frames to upright, in degrees. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  hasAlpha: z.boolean(),
  dynamicRange: z.enum(['sdr', 'pq', 'hlg']),
})
export type ClipFacts = z.output<typeof clipFacts>

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
  type: assetType,
  hash: contentHash,
  sizeBytes: z.int().nonnegative(),
  /** Size of the upright picture (EXIF turn applied), in pixels; of a clip as it is looked at: turned upright, with square pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  createdAt: z.int(),
  trashedAt: z.int().nullable(),
  rating: assetRating,
  flag: assetFlag.nullable(),
  /** Null for a picture. */
  clip: clipFacts.nullable(),
  lineage: lineage.nullable(),
})
export type Asset = z.output<typeof asset>
