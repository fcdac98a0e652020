import type { Db } from '../../db/open.ts'
import { applyCommands } from '../../domain/document/apply-command.ts'
import type { Document } from '../../domain/document/document.ts'
import { readCommands, readDocument } from '../../domain/document/upgrade.ts'
import { StudioError } from '../../domain/errors.ts'
import { readBytes } from './journal-file.ts'
import { parseLine } from './journal-line.ts'
import type { OpenDocument, StoredStep } from './open-document.ts'
import { readSnapshot } from './snapshots.ts'

/** What the functions of this folder need of a library. */
export interface DocumentFiles {
  readonly folder: string
  readonly db: Db
}

/** Documents of steps that stay in memory; they share all that commands did not touch, so that undo costs nothing. */
const MOST_STATES = 128

/**
 * The document as it was at a step: from memory, else from the nearest snapshot on by replaying commands.
 *
 * @throws StudioError `document.damaged` where its file does not hold what the index says; `document.too-new`; `storage.failed`.
 */
export async function documentAt(files: DocumentFiles, open: OpenDocument, step: number): Promise<Document> {
  const known = open.states.get(step)
  if (known !== undefined) return known
  const { start, replayed } = wayTo(files, open, step)
  let document = start
  const bytes = await linesOf(files, open, replayed)
  for (const one of replayed) {
    document = redone(one, document, bytes(one))
    remember(open, one.step, document)
  }
  if (document === undefined) throw damaged(open, step)
  remember(open, step, document)
  return document
}

/** Keeps a step's document in memory, in place of the one that was kept longest. */
export function remember(open: OpenDocument, step: number, document: Document): void {
  open.states.set(step, document)
  if (open.states.size <= MOST_STATES) return
  const [oldest] = open.states.keys()
  if (oldest !== undefined) open.states.delete(oldest)
}

/** Where to start from (undefined: at the very beginning), and the steps to do again from there. */
function wayTo(files: DocumentFiles, open: OpenDocument, to: number): { start: Document | undefined; replayed: StoredStep[] } {
  const replayed: StoredStep[] = []
  for (let at = to; ; ) {
    const start = open.states.get(at) ?? readSnapshot(files.db, open, at)
    if (start !== undefined) return { start, replayed: replayed.reverse() }
    const step = open.steps.get(at)
    if (step === undefined) throw damaged(open, at)
    replayed.push(step)
    if (step.basis === null) return { start: undefined, replayed: replayed.reverse() }
    at = step.basis.step
  }
}

function redone(step: StoredStep, before: Document | undefined, text: string): Document {
  const line = parseLine(text)
  const isItsLine = line !== undefined && 'revision' in line && line.revision === step.step
  if (isItsLine && line.type === 'created') return readDocument(line.document)
  if (isItsLine && before !== undefined && line.type === 'copied') return before
  if (isItsLine && before !== undefined && line.type === 'applied') {
    return applyCommands(before, readCommands(line.commands, line.version)).document
  }
  throw new StudioError('document.damaged', 'The file of the document does not hold what the index says', { details: { step: step.step } })
}

/** A reader for the lines of some steps; they lie close together, so their part of the file is read at once. */
async function linesOf(files: DocumentFiles, open: OpenDocument, steps: readonly StoredStep[]): Promise<(step: StoredStep) => string> {
  const start = Math.min(...[steps[0], steps.at(-1)].map((step) => step?.place.offset ?? 0))
  let [from, to] = [start, start]
  for (const { place } of steps) {
    from = Math.min(from, place.offset)
    to = Math.max(to, place.offset + place.length)
  }
  const bytes = steps.length === 0 ? Buffer.alloc(0) : await readBytes(files.folder, open.id, { offset: from, length: to - from })
  return ({ place }) => bytes.toString('utf8', place.offset - from, place.offset - from + place.length)
}

const damaged = (open: OpenDocument, step: number): StudioError =>
  new StudioError('document.damaged', 'A step of the document is missing', { details: { documentId: open.id, step } })
