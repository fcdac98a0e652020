import { z } from 'zod'
import { assetFlag, assetRating } from '../domain/asset.ts'
import { assetId, contentHash } from '../domain/ids.ts'
import { appendLine } from '../platform/files.ts'
import { type ReadLines, readJsonLines } from '../platform/json-lines.ts'
import { recordPath } from './layout.ts'

/** What happened to assets, in order. A line can stand twice after a crash: readers take facts, they do not count. */
const assetRecord = z.discriminatedUnion('type', [
  z.object({ type: z.literal('asset.kept'), at: z.int(), assetId, hash: contentHash, path: z.string() }),
  z.object({ type: z.literal('asset.trashed'), at: z.int(), assetId }),
  z.object({ type: z.literal('asset.restored'), at: z.int(), assetId }),
  z.object({ type: z.literal('asset.purged'), at: z.int(), assetId }),
  // What is not named stays as it was.
  z.object({
    type: z.literal('asset.marked'),
    at: z.int(),
    assetId,
    rating: assetRating.optional(),
    flag: assetFlag.nullable().optional(),
  }),
])
type AssetRecord = z.output<typeof assetRecord>

/** Appends records of what happened to assets, a line each, with one fsync for all. @throws StudioError `storage.full`, `storage.failed` */
export async function appendAssetRecords(folder: string, records: readonly AssetRecord[]): Promise<void> {
  if (records.length === 0) return
  await appendLine(recordPath(folder, 'assets'), records.map((record) => JSON.stringify(record)).join('\n'))
}

export async function readAssetRecords(folder: string): Promise<ReadLines<AssetRecord>> {
  return readJsonLines(recordPath(folder, 'assets'), assetRecord)
}
