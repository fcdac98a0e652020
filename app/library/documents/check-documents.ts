import { StudioError } from '../../domain/errors.ts'
import { type DocumentId, documentId } from '../../domain/ids.ts'
import type { Problem } from '../doctor-report.ts'
import { type DocumentFiles, documentAt } from './document-at.ts'
import { listJournals, readLines } from './journal-file.ts'
import { parseLine } from './journal-line.ts'
import { documentFromRows, type OpenDocument } from './open-document.ts'

const REBUILD = 'Run `drape doctor --rebuild`; the database is kept under another name'
const RESTORE = 'Restore the file from a backup'

/**
 * Holds the index of documents and their files against each other; with `verify` every document is made again from its file.
 * Changes nothing.
 *
 * @throws StudioError `storage.failed`; an abort passes through.
 */
export async function checkDocuments(
  files: DocumentFiles,
  options: { readonly verify?: boolean; readonly signal?: AbortSignal },
): Promise<[details: string, problems: Problem[]]> {
  const journals = await listJournals(files.folder)
  const rows = files.db.prepare<[], { id: string }>(/* sql */ 'SELECT id FROM documents ORDER BY row').all()
  const problems: Problem[] = []
  const known = new Set<DocumentId>()
  for (const row of rows) {
    options.signal?.throwIfAborted()
    const id = documentId.safeParse(row.id)
    const open = id.success ? documentFromRows(files.db, id.data) : undefined
    if (open === undefined) {
      problems.push({ code: 'library.damaged', path: 'library.db', message: 'A row of a document makes no sense', action: REBUILD })
      continue
    }
    known.add(open.id)
    problems.push(...(await checkOne(files, open, { size: journals.get(open.id) ?? 0, isThorough: options.verify === true })))
  }
  for (const id of journals.keys()) {
    if (!known.has(id))
      problems.push({ code: 'document.not-found', path: pathOf(id), message: 'The document is not in the index', action: REBUILD })
  }
  return [`${rows.length} documents, ${journals.size} files`, problems]
}

async function checkOne(
  files: DocumentFiles,
  open: OpenDocument,
  facts: { readonly size: number; readonly isThorough: boolean },
): Promise<Problem[]> {
  const path = pathOf(open.id)
  if (facts.size < open.journalBytes) {
    const message = facts.size === 0 ? 'The file is missing' : `The file has ${facts.size} bytes, the index knows ${open.journalBytes}`
    return [{ code: 'document.damaged', path, message, action: RESTORE }]
  }
  const problems: Problem[] = []
  let unreadable = 0
  let steps = 0
  for (const { text, offset } of (await readLines(files.folder, open.id, 0)).lines) {
    // What comes after is being written, or waits to be taken in.
    if (offset >= open.journalBytes) break
    const line = parseLine(text)
    if (line === undefined) unreadable++
    else if ('revision' in line && open.steps.get(line.revision)?.place.offset === offset) steps++
  }
  // One torn line is what power loss leaves and harms nothing; more is damage.
  if (unreadable > 1) problems.push({ code: 'file.unreadable', path, message: `${unreadable} lines cannot be read`, action: RESTORE })
  if (steps !== open.steps.size || !open.steps.has(open.current) || !open.steps.has(open.tip)) {
    problems.push({ code: 'library.damaged', path, message: 'Index and file disagree', action: REBUILD })
  } else if (facts.isThorough) problems.push(...(await replayProblems(files, open)))
  return problems
}

/** Without snapshots: what is asked is whether the file alone gives the document. */
async function replayProblems(files: DocumentFiles, open: OpenDocument): Promise<Problem[]> {
  try {
    await documentAt(files, { ...open, snapshots: new Set() }, open.tip)
    return []
  } catch (thrown) {
    if (!(thrown instanceof StudioError) || !thrown.code.startsWith('document.')) throw thrown
    return [{ code: thrown.code, path: pathOf(open.id), message: thrown.message, action: RESTORE }]
  }
}

const pathOf = (id: DocumentId): string => `records/documents/${id}.jsonl`
