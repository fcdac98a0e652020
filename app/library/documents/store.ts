import { databaseError, inTransaction } from '../../db/open.ts'
import { statement } from '../../db/statement.ts'
import type { Document } from '../../domain/document/document.ts'
import { readDocument } from '../../domain/document/upgrade.ts'
import { StudioError } from '../../domain/errors.ts'
import type { Clock, DocumentId, Random } from '../../domain/ids.ts'
import { hitPoint } from '../../platform/fault-points.ts'
import { type DocumentFiles, documentAt, remember } from './document-at.ts'
import { enterHashes, enterLine, updateDocument } from './enter-line.ts'
import { appendJournal, journalSize, listJournals, readLines } from './journal-file.ts'
import { type JournalLine, parseLine } from './journal-line.ts'
import { blankDocument, documentFromRows, factsOf, type OpenDocument } from './open-document.ts'
import { snapshotIfDue } from './snapshots.ts'

/** The documents of a library. The functions of this folder take it as their first argument. */
export interface DocumentStore extends DocumentFiles {
  readonly clock: Clock
  readonly random: Random
  /** Documents that were worked on lately, the latest last. */
  readonly opened: Map<DocumentId, OpenDocument>
  /** The latest work on each document. */
  readonly queues: Map<DocumentId, Promise<unknown>>
}

const MOST_OPENED = 8

/**
 * Gives access to a library's documents, and takes in what a crash left between their files and the index.
 *
 * @throws StudioError `storage.full`, `storage.failed`
 */
export async function openDocumentStore(library: Omit<DocumentStore, 'opened' | 'queues'>): Promise<DocumentStore> {
  const { folder, db, clock, random } = library
  const store: DocumentStore = { folder, db, clock, random, opened: new Map(), queues: new Map() }
  await takeInDocuments(store)
  return store
}

/**
 * Brings the index up to what the files of documents say: a line that was written has happened, whether or not the program could
 * still say so. A document that cannot be read does not keep the others from it.
 *
 * @returns the documents that could not be read. @throws StudioError `storage.full`, `storage.failed`; an abort passes through.
 */
export async function takeInDocuments(
  store: DocumentStore,
  signal?: AbortSignal,
): Promise<readonly { readonly id: DocumentId; readonly error: StudioError }[]> {
  const refused: { id: DocumentId; error: StudioError }[] = []
  const sql = /* sql */ 'SELECT id, journal_bytes AS journalBytes FROM documents'
  const rows = statement<[], { id: string; journalBytes: number }>(store.db, sql).all()
  const indexed = new Map(rows.map(({ id, journalBytes }) => [id, journalBytes]))
  for (const [id, size] of await listJournals(store.folder)) {
    signal?.throwIfAborted()
    if (indexed.get(id) === size) continue
    await withDocument(store, id, async () => undefined).catch((thrown: unknown) => {
      if (!(thrown instanceof StudioError) || !thrown.code.startsWith('document.')) throw thrown
      refused.push({ id, error: thrown })
    })
    store.opened.delete(id)
  }
  return refused
}

/**
 * Runs work on a document, one at a time.
 *
 * @throws StudioError `document.not-found`, `document.damaged`, `document.too-new`, `storage.failed`, and what the work throws.
 */
export function withDocument<T>(store: DocumentStore, id: DocumentId, work: (document: OpenDocument) => Promise<T>): Promise<T> {
  const before = store.queues.get(id) ?? Promise.resolve()
  const run = async (): Promise<T> => work(store.opened.get(id) ?? (await load(store, id)))
  const result = before.then(run, run)
  const settled = result.catch(() => undefined)
  store.queues.set(id, settled)
  void settled.then(() => {
    if (store.queues.get(id) === settled) store.queues.delete(id)
  })
  return result
}

/**
 * Makes something that happened to a document durable: its line first, then the index. Once this resolves it survives whatever
 * becomes of the process.
 *
 * @param after the document as it is then, where the line changes it.
 * @throws StudioError `storage.full`, `storage.failed`
 */
export async function commit(store: DocumentStore, open: OpenDocument, line: JournalLine, after?: Document): Promise<void> {
  const { folder, db } = store
  try {
    const place = await appendJournal(folder, open.id, line)
    hitPoint('before-db-commit')
    inTransaction(db, () => {
      if (!enterLine(db, open, line, place)) throw new StudioError('document.damaged', 'The document does not take what was written')
      enterHashes(db, open.id, JSON.stringify(line))
      open.journalBytes = place.offset + place.length + 1
      if (after !== undefined) {
        open.facts = { ...open.facts, ...factsOf(after) }
        snapshotIfDue(db, open, after)
      }
      updateDocument(db, open)
    })
    hitPoint('after-db-commit')
  } catch (thrown) {
    // The line may be in the file or not: the next use looks.
    store.opened.delete(open.id)
    throw databaseError(thrown, open.id)
  }
  if (after !== undefined) remember(open, open.current, after)
  keepOpen(store, open)
}

async function load(store: DocumentStore, id: DocumentId): Promise<OpenDocument> {
  const size = await journalSize(store.folder, id)
  const indexed = documentFromRows(store.db, id)
  if (indexed === undefined && size === 0)
    throw new StudioError('document.not-found', 'There is no such document', { details: { documentId: id } })
  if (size === 0) throw new StudioError('document.damaged', 'The file of the document is missing', { details: { documentId: id } })
  const open = indexed !== undefined && size >= indexed.journalBytes ? indexed : blankAgain(store, id)
  if (size > open.journalBytes) await takeIn(store, open)
  keepOpen(store, open)
  return open
}

/** Without the rows of a file that is no longer the one they were read from. */
function blankAgain({ db }: DocumentStore, id: DocumentId): OpenDocument {
  statement(db, /* sql */ 'DELETE FROM documents WHERE id = :id').run({ id })
  return blankDocument(id)
}

/**
 * Reads what the index does not have of a document's file. Lines that make no sense are passed over; the doctor counts them.
 *
 * @throws StudioError `document.damaged`, `document.too-new`, `storage.failed`
 */
async function takeIn(store: DocumentStore, open: OpenDocument): Promise<void> {
  const { folder, db } = store
  const { lines, end } = await readLines(folder, open.id, open.journalBytes)
  inTransaction(db, () => {
    for (const { text, ...place } of lines) {
      const line = parseLine(text)
      if (line?.type === 'created' && open.revision === 0) open.facts = { ...open.facts, ...factsOf(readDocument(line.document)) }
      if (line !== undefined && enterLine(db, open, line, place)) enterHashes(db, open.id, text)
    }
    if (open.revision === 0)
      throw new StudioError('document.damaged', 'The file does not begin with a document', { details: { documentId: open.id } })
    open.journalBytes = end
    updateDocument(db, open)
  })
  const document = await documentAt(store, open, open.current)
  inTransaction(db, () => {
    open.facts = { ...open.facts, ...factsOf(document) }
    snapshotIfDue(db, open, document)
    updateDocument(db, open)
  })
}

function keepOpen({ opened }: DocumentStore, open: OpenDocument): void {
  opened.delete(open.id)
  opened.set(open.id, open)
  if (opened.size <= MOST_OPENED) return
  const [oldest] = opened.keys()
  if (oldest !== undefined) opened.delete(oldest)
}
