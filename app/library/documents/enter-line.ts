import type { Db } from '../../db/open.ts'
import { statement } from '../../db/statement.ts'
import { type HistoryStep, tipAfterMove } from '../../domain/document/history.ts'
import type { DocumentId } from '../../domain/ids.ts'
import type { LinePlace } from '../../platform/files.ts'
import type { JournalLine } from './journal-line.ts'
import type { OpenDocument } from './open-document.ts'

/**
 * Takes a line of a document's file into the document and the index. A line that stands twice, or that builds on one that cannot be
 * read any more, is passed over.
 *
 * @returns false where the line was passed over.
 */
export function enterLine(db: Db, document: OpenDocument, line: JournalLine, place: LinePlace): boolean {
  if (line.type !== 'created' && document.revision === 0) return false
  switch (line.type) {
    case 'created':
      if (document.revision !== 0 || line.documentId !== document.id) return false
      document.facts = { ...document.facts, createdAt: line.at, changedAt: line.at }
      insertDocument(db, document)
      enterStep(db, document, { step: 1, parent: null, basis: null, at: line.at, label: line.label, gesture: null }, place)
      return true
    case 'applied':
    case 'copied': {
      const { revision, parent, at, label } = line
      const basis = line.type === 'applied' ? ({ kind: 'commands', step: parent } as const) : ({ kind: 'copy', step: line.source } as const)
      if (revision <= document.revision || !document.steps.has(parent) || !document.steps.has(basis.step)) return false
      enterStep(db, document, { step: revision, parent, basis, at, label, gesture: line.type === 'applied' ? line.gesture : null }, place)
      return true
    }
    case 'moved':
      if (line.revision <= document.revision || !document.steps.has(line.to)) return false
      document.tip = tipAfterMove(document, line.to)
      document.current = line.to
      document.revision = line.revision
      document.facts = { ...document.facts, changedAt: line.at }
      return true
    case 'version-saved':
      return document.steps.has(line.step) && saveVersion(db, document.id, line)
    case 'version-renamed':
    case 'version-deleted':
      return changeVersion(db, document.id, line)
    case 'trashed':
    case 'restored':
      document.facts = { ...document.facts, trashedAt: line.type === 'trashed' ? line.at : null }
      return true
  }
}

/** Writes what is known of a document as a whole into its row. */
export function updateDocument(db: Db, document: OpenDocument): void {
  statement(
    db,
    /* sql */ `
    UPDATE documents SET name = :name, width = :width, height = :height, cover = :cover, changed_at = :changedAt,
      trashed_at = :trashedAt, revision = :revision, current = :current, tip = :tip, journal_bytes = :journalBytes
    WHERE id = :id`,
  ).run(rowOf(document))
}

/** Remembers what a line names, so that nothing of it is cleaned away. */
export function enterHashes(db: Db, id: DocumentId, text: string): void {
  const add = statement(db, /* sql */ 'INSERT INTO document_hashes (document_id, hash) VALUES (:id, :hash) ON CONFLICT DO NOTHING')
  for (const [hash] of text.matchAll(/[0-9a-f]{64}/g)) add.run({ id, hash })
}

function insertDocument(db: Db, document: OpenDocument): void {
  statement(
    db,
    /* sql */ `
    INSERT INTO documents (id, name, width, height, cover, created_at, changed_at, trashed_at, revision, current, tip, journal_bytes)
    VALUES (:id, :name, :width, :height, :cover, :createdAt, :changedAt, :trashedAt, :revision, :current, :tip, :journalBytes)`,
  ).run(rowOf(document))
}

const rowOf = ({ id, facts, revision, current, tip, journalBytes }: OpenDocument) => ({
  id,
  ...facts,
  revision,
  current,
  tip,
  journalBytes,
})

function enterStep(db: Db, document: OpenDocument, step: HistoryStep, place: LinePlace): void {
  document.steps.set(step.step, { ...step, place })
  document.current = step.step
  document.tip = step.step
  document.revision = step.step
  document.facts = { ...document.facts, changedAt: step.at }
  statement(
    db,
    /* sql */ `
    INSERT INTO document_steps (document_id, step, parent, basis, basis_step, at, label, gesture, line_offset, line_length)
    VALUES (:id, :step, :parent, :basis, :basisStep, :at, :label, :gesture, :offset, :length)`,
  ).run({
    id: document.id,
    step: step.step,
    parent: step.parent,
    basis: step.basis?.kind ?? null,
    basisStep: step.basis?.step ?? null,
    at: step.at,
    label: JSON.stringify(step.label),
    gesture: step.gesture,
    ...place,
  })
}

function saveVersion(db: Db, documentId: DocumentId, line: Extract<JournalLine, { type: 'version-saved' }>): boolean {
  const { id, name, step, at } = line
  const sql = /* sql */ `
    INSERT INTO document_versions (id, document_id, name, step, at) VALUES (:id, :documentId, :name, :step, :at) ON CONFLICT (id) DO NOTHING`
  return statement(db, sql).run({ id, documentId, name, step, at }).changes > 0
}

function changeVersion(
  db: Db,
  documentId: DocumentId,
  line: Extract<JournalLine, { type: 'version-renamed' | 'version-deleted' }>,
): boolean {
  const where = /* sql */ 'WHERE id = :id AND document_id = :documentId'
  if (line.type === 'version-deleted') {
    return statement(db, /* sql */ `DELETE FROM document_versions ${where}`).run({ id: line.id, documentId }).changes > 0
  }
  const values = { id: line.id, documentId, name: line.name }
  return statement(db, /* sql */ `UPDATE document_versions SET name = :name ${where}`).run(values).changes > 0
}
