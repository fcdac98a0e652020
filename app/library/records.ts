import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { assetFlag, assetRating } from '../domain/asset.ts'
import { assetId, contentHash } from '../domain/ids.ts'
import { appendLine, isMissing, storageError } from '../platform/files.ts'
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

/** What reading a record file gave, with the number of lines that made no sense. */
interface ReadRecords<T> {
  readonly records: readonly T[]
  readonly unreadable: number
}

/** Appends records of what happened to assets, a line each, with one fsync for all. @throws StudioError `storage.full`, `storage.failed` */
export async function appendAssetRecords(folder: string, records: readonly AssetRecord[]): Promise<void> {
  if (records.length === 0) return
  await appendLine(recordPath(folder, 'assets'), records.map((record) => JSON.stringify(record)).join('\n'))
}

export async function readAssetRecords(folder: string): Promise<ReadRecords<AssetRecord>> {
  return readRecords(recordPath(folder, 'assets'), assetRecord)
}

/** Reads a file of JSON lines. A torn or foreign line is counted and skipped: the rest is as good as before. */
async function readRecords<T extends z.ZodType>(path: string, schema: T): Promise<ReadRecords<z.output<T>>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (thrown) {
    if (isMissing(thrown)) return { records: [], unreadable: 0 }
    throw storageError(thrown, path)
  }
  const records: z.output<T>[] = []
  let unreadable = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const parsed = schema.safeParse(parseJson(line))
    if (parsed.success) records.push(parsed.data)
    else unreadable++
  }
  return { records, unreadable }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // Torn by power loss; the schema refuses undefined.
    return undefined
  }
}
