import { databaseError, inTransaction } from '../../db/open.ts'
import { statement } from '../../db/statement.ts'
import type { Document } from '../../domain/document/document.ts'
import { readDocument } from '../../domain/document/upgrade.ts'
import { StudioError } from '../../domain/errors.ts'
import type { Clock, DocumentId, Random } from '../../domain/ids.ts'
import { hitPoint } from '../../platform/fault-points.ts'
import { type DocumentFiles, documentAt, remember, snapshotIfDue } from './document-at.ts'
import { enterHashes, enterLine, updateDocument } from './enter-line.ts'
import { appendJournal, journalSize, listJournals, readLines } from './journal-file.ts'
import { type JournalLine, parseLine } from './journal-line.ts'
import { blankDocument, documentFromRows, factsOf, type OpenDocument } from './open-document.ts'

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
 * Gives access to a library's documents. Takes in what a crash left between a document's file and the index: a line that was
 * written has happened, whether or not the program could still say so.
 *
 * @throws StudioError `storage.failed`
 */
export async function openDocumentStore(library: Omit<DocumentStore, 'opened' | 'queues'>): Promise<DocumentStore> {
  const { folder, db, clock, random } = library
  const store: DocumentStore = { folder, db, clock, random, opened: new Map(), queues: new Map() }
  const rows = statement<[], { id: string; journalBytes: number }>(
    db,
    /* sql */ 'SELECT id, journal_bytes AS journalBytes FROM documents',
  ).all()
  const indexed = new Map(rows.map(({ id, journalBytes }) => [id, journalBytes]))
  for (const [id, size] of await listJournals(folder)) {
    if (indexed.get(id) === size) continue
    // One document that cannot be read must not keep the others from being opened; the doctor names it.
    await withDocument(store, id, async () => undefined).catch((thrown: unknown) => {
      if (!(thrown instanceof StudioError) || !thrown.code.startsWith('document.')) throw thrown
    })
  }
  store.opened.clear()
  return store
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
 * Reads what the index does not have of a document's file.
 *
 * @returns how many lines made no sense or could not be used.
 * @throws StudioError `document.damaged`, `document.too-new`, `storage.failed`
 */
async function takeIn(store: DocumentStore, open: OpenDocument): Promise<number> {
  const { folder, db } = store
  const { lines, end } = await readLines(folder, open.id, open.journalBytes)
  let passedOver = 0
  inTransaction(db, () => {
    for (const { text, ...place } of lines) {
      const line = parseLine(text)
      if (line?.type === 'created' && open.revision === 0) open.facts = { ...open.facts, ...factsOf(readDocument(line.document)) }
      if (line === undefined || !enterLine(db, open, line, place)) passedOver++
      else enterHashes(db, open.id, text)
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
  return passedOver
}

function keepOpen({ opened }: DocumentStore, open: OpenDocument): void {
  opened.delete(open.id)
  opened.set(open.id, open)
  if (opened.size <= MOST_OPENED) return
  const [oldest] = opened.keys()
  if (oldest !== undefined) opened.delete(oldest)
}
