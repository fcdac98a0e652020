import { applyCommands } from '../../domain/document/apply-command.ts'
import type { Command } from '../../domain/document/command.ts'
import { DOCUMENT_VERSION, type Document } from '../../domain/document/document.ts'
import { redoTarget, undoneSteps, undoTarget } from '../../domain/document/history.ts'
import { labelCommands, type StepLabel } from '../../domain/document/step-label.ts'
import { StudioError } from '../../domain/errors.ts'
import { createId, type DocumentId, documentId } from '../../domain/ids.ts'
import { documentAt } from './document-at.ts'
import type { JournalLine } from './journal-line.ts'
import { blankDocument, type DocumentFacts, factsOf, type OpenDocument } from './open-document.ts'
import { commandsBetween } from './path-commands.ts'
import { commit, type DocumentStore, withDocument } from './store.ts'

/** Where a document is in its history, and what undo and redo would do. */
export interface Position {
  readonly revision: number
  readonly step: number
  /** What undo takes back; null at the beginning. */
  readonly undo: StepLabel | null
  /** What redo does again; null at the end. */
  readonly redo: StepLabel | null
}

/** A document as it is. */
export interface Opened extends Position {
  readonly id: DocumentId
  readonly facts: DocumentFacts
  readonly document: Document
}

/** A step through the history: commands that lead there from what was shown before, or null where they would be too many. */
export interface Moved extends Position {
  readonly baseRevision: number
  readonly commands: readonly Command[] | null
}

/** Enters a new document. @throws StudioError `storage.full`, `storage.failed` */
export async function createDocument(
  store: DocumentStore,
  document: Document,
  origin: { readonly documentId: DocumentId; readonly step: number } | null = null,
): Promise<Opened> {
  const id = documentId.parse(createId('doc', store.clock, store.random))
  const open = { ...blankDocument(id), facts: { ...blankDocument(id).facts, ...factsOf(document) } }
  const label: StepLabel = { action: origin === null ? 'create' : 'duplicate', subject: null, count: 1 }
  const at = store.clock.now()
  await commit(
    store,
    open,
    { type: 'created', version: DOCUMENT_VERSION, revision: 1, at, documentId: id, document, label, origin },
    document,
  )
  return opened(open, document)
}

/** @throws StudioError `document.not-found`, `document.damaged`, `document.too-new`, `storage.failed` */
export async function openDocument(store: DocumentStore, id: DocumentId): Promise<Opened> {
  return withDocument(store, id, async (open) => opened(open, await documentAt(store, open, open.current)))
}

/** What a document showed at a step of its history. @throws as `openDocument` does, and `document.step-not-found` */
export async function documentAtStep(store: DocumentStore, id: DocumentId, step: number): Promise<Document> {
  return withDocument(store, id, async (open) => {
    if (!open.steps.has(step)) throw new StudioError('document.step-not-found', 'The document has no such step', { details: { step } })
    return documentAt(store, open, step)
  })
}

/** A new document with what another one shows now; its history begins there. @throws as `openDocument` does, and `storage.full` */
export async function duplicateDocument(store: DocumentStore, id: DocumentId, name?: string): Promise<Opened> {
  const { document, step } = await openDocument(store, id)
  return createDocument(store, name === undefined ? document : { ...document, name }, { documentId: id, step })
}

/**
 * Does commands to a document, all or none, as one step of its history. Durable once it resolves.
 *
 * @param options.baseRevision the revision that the commands were made for; null takes the document as it is.
 * @param options.gesture steps in a row with the same one are taken back together.
 * @throws StudioError `document.conflict` where something else has happened since; what `applyCommand` and `openDocument` throw;
 *   `storage.full`.
 */
export async function applyToDocument(
  store: DocumentStore,
  id: DocumentId,
  options: { readonly baseRevision: number | null; readonly commands: readonly Command[]; readonly gesture?: string | undefined },
): Promise<Position & { readonly baseRevision: number }> {
  const { baseRevision, commands, gesture = null } = options
  return withDocument(store, id, async (open) => {
    assertRevision(open, baseRevision)
    const before = await documentAt(store, open, open.current)
    const { document } = applyCommands(before, commands)
    const base = open.revision
    const line: JournalLine = {
      type: 'applied',
      version: DOCUMENT_VERSION,
      revision: base + 1,
      at: store.clock.now(),
      parent: open.current,
      commands: [...commands],
      label: labelCommands(before, commands),
      gesture,
    }
    await commit(store, open, line, document)
    return { ...position(open), baseRevision: base }
  })
}

/** @throws StudioError `document.history-ended` where there is nothing to take back; otherwise as `jumpInDocument` does */
export async function undoInDocument(store: DocumentStore, id: DocumentId, baseRevision: number): Promise<Moved> {
  return move(store, id, { baseRevision, target: undoTarget })
}

/** @throws StudioError `document.history-ended` where there is nothing to do again; otherwise as `jumpInDocument` does */
export async function redoInDocument(store: DocumentStore, id: DocumentId, baseRevision: number): Promise<Moved> {
  return move(store, id, { baseRevision, target: redoTarget })
}

/**
 * Shows any step of a document's history, those of other branches included.
 *
 * @throws StudioError `document.step-not-found`, `document.conflict`; as `openDocument` does; `storage.full`.
 */
export async function jumpInDocument(
  store: DocumentStore,
  id: DocumentId,
  { baseRevision, step }: { readonly baseRevision: number; readonly step: number },
): Promise<Moved> {
  return move(store, id, {
    baseRevision,
    target: (open) => {
      if (!open.steps.has(step)) throw new StudioError('document.step-not-found', 'The history has no such step', { details: { step } })
      return step
    },
  })
}

async function move(
  store: DocumentStore,
  id: DocumentId,
  asked: { readonly baseRevision: number; readonly target: (open: OpenDocument) => number | undefined },
): Promise<Moved> {
  return withDocument(store, id, async (open) => {
    assertRevision(open, asked.baseRevision)
    const to = asked.target(open)
    if (to === undefined) throw new StudioError('document.history-ended', 'The history goes no further')
    const base = open.revision
    const from = open.current
    const document = await documentAt(store, open, to)
    await commit(store, open, { type: 'moved', revision: base + 1, at: store.clock.now(), to }, document)
    return { ...position(open), baseRevision: base, commands: await commandsBetween(store, open, { from, to }) }
  })
}

/** Where a document is, as a list of its steps would show it. */
export function position(open: OpenDocument): Position {
  const current = open.steps.get(open.current)
  return {
    revision: open.revision,
    step: open.current,
    undo: undoTarget(open) === undefined ? null : (current?.label ?? null),
    redo: undoneSteps(open)[0]?.label ?? null,
  }
}

/** @throws StudioError `document.conflict` */
export function assertRevision(open: OpenDocument, baseRevision: number | null): void {
  if (baseRevision === null || open.revision === baseRevision) return
  throw new StudioError('document.conflict', 'The document has changed since', {
    details: { documentId: open.id, baseRevision, revision: open.revision },
  })
}

const opened = (open: OpenDocument, document: Document): Opened => ({ id: open.id, facts: open.facts, document, ...position(open) })
