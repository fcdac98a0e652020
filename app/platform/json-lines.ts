import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { isMissing, storageError } from './files.ts'

/** What reading a record file gave, with the number of lines that made no sense. */
export interface ReadLines<T> {
  readonly records: readonly T[]
  readonly unreadable: number
}

/**
 * Reads a file of JSON lines. A torn or foreign line is counted and skipped: the rest is as good as before. A file that is not there is empty.
 *
 * @throws StudioError `storage.failed`
 */
export async function readJsonLines<T extends z.ZodType>(path: string, schema: T): Promise<ReadLines<z.output<T>>> {
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
