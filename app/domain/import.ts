import { z } from 'zod'
import { assetType } from './asset.ts'
import { ERROR_CODES, type ErrorCode } from './errors.ts'
import { assetId } from './ids.ts'

const errorCode = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]])

/** What became of each file of an import. `path` is the path or upload name that was given. */
export const importReport = z.object({
  imported: z.array(z.object({ path: z.string(), id: assetId, width: z.int(), height: z.int(), type: assetType })),
  /** Reports of before there were clips lack the type: pictures. */
  duplicates: z.array(z.object({ path: z.string(), id: assetId, type: assetType.optional() })),
  refused: z.array(z.object({ path: z.string(), code: errorCode, message: z.string() })),
})
export type ImportReport = z.output<typeof importReport>
