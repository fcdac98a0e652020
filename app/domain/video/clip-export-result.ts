import { z } from 'zod'
import { assetId, contentHash } from '../ids.ts'
import { clipCodec, clipFit } from './clip-recipe.ts'
import { planWarning } from './export-plan.ts'
import { clipRatio } from './networks.ts'

const keptFile = z.object({
  assetId,
  hash: contentHash,
  name: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  sizeBytes: z.int().positive(),
})

/** A folder that is ready to be posted: the files for one network, and the words beside them. */
const postFolder = z.object({
  network: z.string(),
  /** Absolute. */
  folder: z.string(),
})
export type PostFolder = z.output<typeof postFolder>

const loudness = z.object({ lufs: z.number().nullable(), truePeak: z.number().nullable() })

/** What a finished export of a clip made: files of the library, for each output in order. */
export const clipExportResult = z.object({
  files: z.array(
    z.object({
      ...keptFile.shape,
      output: z.string(),
      ratio: clipRatio,
      /** As it became: a crop that cannot hold the subject is `blur`. */
      fit: clipFit,
      codec: clipCodec,
      seconds: z.number().positive(),
      /** The networks that were asked for by name, for folders that are ready to post. */
      networks: z.array(z.string()),
      caption: z.string().nullable(),
      cover: keptFile.nullable(),
      warnings: z.array(planWarning),
    }),
  ),
  /** For each network that was asked for. */
  posts: z.array(postFolder).default([]),
  gif: keptFile.nullable(),
  webp: keptFile.nullable(),
  /** ffmpeg's name of the encoder that was used. */
  encoder: z.string(),
  /** Null where it was left as it is; numbers are null for silence. */
  loudness: z.object({ before: loudness, after: loudness }).nullable(),
  /** Runs of ffmpeg that decoded the pictures of the whole clip for the outputs. */
  decodes: z.int().positive(),
  ms: z.number().nonnegative(),
})
export type ClipExportResult = z.output<typeof clipExportResult>
