import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type DocumentId, documentId } from '../../domain/ids.ts'
import { appendLine, isMissing, type LinePlace, storageError } from '../../platform/files.ts'
import { journalFolder } from '../layout.ts'
import type { JournalLine } from './journal-line.ts'

const SUFFIX = '.jsonl'
const LINE_BREAK = 0x0a

/** Appends a line to a document's file and fsyncs it. @throws StudioError `storage.full`, `storage.failed` */
export async function appendJournal(folder: string, id: DocumentId, line: JournalLine): Promise<LinePlace> {
  return appendLine(journalPath(folder, id), JSON.stringify(line))
}

/** The documents that have a file, and how long it is. */
export async function listJournals(folder: string): Promise<Map<DocumentId, number>> {
  const names = await readdir(journalFolder(folder)).catch((thrown: unknown) => {
    if (isMissing(thrown)) return []
    throw storageError(thrown, folder)
  })
  const sizes = new Map<DocumentId, number>()
  for (const name of names.sort()) {
    const id = documentId.safeParse(name.slice(0, -SUFFIX.length))
    if (name.endsWith(SUFFIX) && id.success) sizes.set(id.data, await journalSize(folder, id.data))
  }
  return sizes
}

/** Bytes of a document's file; 0 where there is none. */
export async function journalSize(folder: string, id: DocumentId): Promise<number> {
  const path = journalPath(folder, id)
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (isMissing(thrown)) return 0
    throw storageError(thrown, path)
  }
}

/** The complete lines from a place on, and where the last of them ends. */
export async function readLines(
  folder: string,
  id: DocumentId,
  from: number,
): Promise<{ readonly lines: readonly (LinePlace & { readonly text: string })[]; readonly end: number }> {
  const bytes = await readBytes(folder, id, { offset: from, length: (await journalSize(folder, id)) - from })
  const lines: (LinePlace & { text: string })[] = []
  let start = 0
  for (let end = bytes.indexOf(LINE_BREAK, start); end !== -1; end = bytes.indexOf(LINE_BREAK, start)) {
    if (end > start) lines.push({ offset: from + start, length: end - start, text: bytes.toString('utf8', start, end) })
    start = end + 1
  }
  return { lines, end: from + start }
}

/** Bytes of a document's file; fewer than asked for where it ends before. @throws StudioError `storage.failed` */
export async function readBytes(folder: string, id: DocumentId, { offset, length }: LinePlace): Promise<Buffer> {
  const path = journalPath(folder, id)
  try {
    const handle = await open(path, 'r')
    try {
      const bytes = Buffer.alloc(Math.max(0, length))
      let done = 0
      while (done < bytes.length) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, offset + done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return bytes.subarray(0, done)
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    throw storageError(thrown, path)
  }
}

function journalPath(folder: string, id: DocumentId): string {
  return join(journalFolder(folder), id + SUFFIX)
}
