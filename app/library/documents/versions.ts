import { statement } from '../../db/statement.ts'
import { StudioError } from '../../domain/errors.ts'
import { createId, type DocumentId, type VersionId, versionId } from '../../domain/ids.ts'
import { documentAt } from './document-at.ts'
import { assertRevision, type Moved, position } from './edit-document.ts'
import type { OpenDocument } from './open-document.ts'
import { commit, type DocumentStore, withDocument } from './store.ts'

/** A step of a document's history that was given a name. */
export interface NamedVersion {
  readonly id: VersionId
  readonly name: string
  readonly step: number
  readonly at: number
}

/** A document's versions, the newest first. @throws StudioError as `openDocument` does */
export async function listVersions(store: DocumentStore, id: DocumentId): Promise<readonly NamedVersion[]> {
  return withDocument(store, id, async () => versionsOf(store, id))
}

/**
 * Names a step of a document's history.
 *
 * @param options.step default what is shown. @throws StudioError `document.step-not-found`; as `openDocument` does; `storage.full`.
 */
export async function saveVersion(
  store: DocumentStore,
  id: DocumentId,
  options: { readonly name: string; readonly step?: number | undefined },
): Promise<NamedVersion> {
  return withDocument(store, id, async (open) => {
    const { name, step = open.current } = options
    if (!open.steps.has(step)) throw new StudioError('document.step-not-found', 'The history has no such step', { details: { step } })
    const version = { id: versionId.parse(createId('ver', store.clock, store.random)), name, step, at: store.clock.now() }
    await commit(store, open, { type: 'version-saved', ...version })
    return version
  })
}

/** @throws StudioError `document.version-not-found`; as `openDocument` does; `storage.full` */
export async function renameVersion(
  store: DocumentStore,
  id: DocumentId,
  change: { readonly id: VersionId; readonly name: string },
): Promise<void> {
  return withDocument(store, id, async (open) => {
    findVersion(store, open, change.id)
    await commit(store, open, { type: 'version-renamed', at: store.clock.now(), ...change })
  })
}

/** Takes a name away; the step it stood for stays in the history. @throws as `renameVersion` does */
export async function deleteVersion(store: DocumentStore, id: DocumentId, version: VersionId): Promise<void> {
  return withDocument(store, id, async (open) => {
    findVersion(store, open, version)
    await commit(store, open, { type: 'version-deleted', at: store.clock.now(), id: version })
  })
}

/**
 * Brings a version back as a step of its own, which undo takes back.
 *
 * @throws StudioError `document.version-not-found`, `document.conflict`; as `openDocument` does; `storage.full`.
 */
export async function restoreVersion(
  store: DocumentStore,
  id: DocumentId,
  asked: { readonly version: VersionId; readonly baseRevision: number },
): Promise<Moved> {
  return withDocument(store, id, async (open) => {
    assertRevision(open, asked.baseRevision)
    const { step: source, name } = findVersion(store, open, asked.version)
    const document = await documentAt(store, open, source)
    const base = open.revision
    const label = { action: 'restore-version', subject: name, count: 1 } as const
    const line = { type: 'copied', revision: base + 1, at: store.clock.now(), parent: open.current, source, label } as const
    await commit(store, open, line, document)
    return { ...position(open), baseRevision: base, commands: null }
  })
}

function findVersion(store: DocumentStore, open: OpenDocument, id: VersionId): NamedVersion {
  const found = versionsOf(store, open.id).find((version) => version.id === id)
  if (found === undefined)
    throw new StudioError('document.version-not-found', 'The document has no such version', { details: { versionId: id } })
  return found
}

function versionsOf({ db }: DocumentStore, documentId: DocumentId): NamedVersion[] {
  const sql = /* sql */ 'SELECT id, name, step, at FROM document_versions WHERE document_id = :documentId ORDER BY at DESC, id DESC'
  return statement<{ documentId: string }, Omit<NamedVersion, 'id'> & { id: string }>(db, sql)
    .all({ documentId })
    .map((row) => ({ ...row, id: versionId.parse(row.id) }))
}
