import type { Problem } from '../doctor-report.ts'
import { type DocumentStore, takeInDocuments } from './store.ts'

/**
 * Enters every document that has a file into an index that is being made again.
 *
 * @returns how many there are, and those that could not be read. @throws StudioError `storage.full`, `storage.failed`; an abort passes through.
 */
export async function indexDocuments(
  parts: Pick<DocumentStore, 'folder' | 'db' | 'clock' | 'random'> & { readonly signal?: AbortSignal },
): Promise<{ readonly count: number; readonly problems: readonly Problem[] }> {
  const { folder, db, clock, random, signal } = parts
  const store = { folder, db, clock, random, opened: new Map(), queues: new Map() }
  const refused = await takeInDocuments(store, signal)
  const count = db.prepare<[], { count: number }>(/* sql */ 'SELECT count(*) AS count FROM documents').get()?.count ?? 0
  const problems = refused.map(({ id, error }) => ({
    code: error.code,
    path: `records/documents/${id}.jsonl`,
    message: error.message,
    action: 'Restore the file from a backup',
  }))
  return { count, problems }
}
