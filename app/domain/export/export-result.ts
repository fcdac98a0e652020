import { z } from 'zod'
import { assetId, contentHash } from '../ids.ts'
import { exportFormat } from './export-recipe.ts'

/** What a finished export made: a picture of the library for each recipe, in their order. */
export const exportResult = z.object({
  files: z.array(
    z.object({
      recipe: z.string(),
      assetId,
      hash: contentHash,
      name: z.string(),
      format: exportFormat,
      width: z.int().positive(),
      height: z.int().positive(),
      sizeBytes: z.int().positive(),
    }),
  ),
  ms: z.number().nonnegative(),
})
export type ExportResult = z.output<typeof exportResult>
