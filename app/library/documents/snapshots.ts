import { z } from 'zod'
import type { Db } from '../../db/open.ts'
import { statement } from '../../db/statement.ts'
import { type Document, document as documentSchema } from '../../domain/document/document.ts'
import { readDocument } from '../../domain/document/upgrade.ts'
import { StudioError } from '../../domain/errors.ts'
import { hashBytes } from '../../platform/files.ts'
import type { OpenDocument } from './open-document.ts'

/** At most so many steps are replayed to open a document. */
const SNAPSHOT_EVERY = 64
/** Of the snapshots before the latest few, one in so many stays: a jump far back replays at most a thousand steps. */
const KEPT_SNAPSHOTS = 4
const KEEP_ONE_IN = 16

/** Writes a snapshot where the nearest one is far away. Call it inside the transaction that enters the step. */
export function snapshotIfDue(db: Db, open: OpenDocument, document: Document): void {
  let step = open.steps.get(open.current)
  for (let passed = 0; passed < SNAPSHOT_EVERY; passed++) {
    if (step?.basis == null || open.snapshots.has(step.step)) return
    step = open.steps.get(step.basis.step)
  }
  const ordinal = open.snapshotCount + 1
  const body = JSON.stringify(document)
  const sql = /* sql */ `
    INSERT INTO document_snapshots (document_id, step, ordinal, body, seal) VALUES (:id, :step, :ordinal, :body, :seal)`
  statement(db, sql).run({ id: open.id, step: open.current, ordinal, body, seal: sealOf(body) })
  const thin = /* sql */ `
    DELETE FROM document_snapshots WHERE document_id = :id AND ordinal <= :last AND ordinal % :oneIn <> 0 RETURNING step`
  const gone = statement<{ id: string; last: number; oneIn: number }, { step: number }>(db, thin).all({
    id: open.id,
    last: ordinal - KEPT_SNAPSHOTS,
    oneIn: KEEP_ONE_IN,
  })
  for (const { step: old } of gone) open.snapshots.delete(old)
  open.snapshots.add(open.current)
  open.snapshotCount = ordinal
}

/** A step's document; undefined where it has no snapshot, or one that makes no sense: the file has everything. */
export function readSnapshot(db: Db, open: OpenDocument, step: number): Document | undefined {
  if (!open.snapshots.has(step)) return undefined
  const sql = /* sql */ 'SELECT body, seal FROM document_snapshots WHERE document_id = :id AND step = :step'
  const row = statement<{ id: string; step: number }, { body: string; seal: string }>(db, sql).get({ id: open.id, step })
  if (row === undefined) return undefined
  try {
    const value: unknown = JSON.parse(row.body)
    // Written by these schemas, bit for bit: to look at 200,000 points again costs 85 ms of the 150 that opening takes.
    return row.seal === sealOf(row.body) ? (value as Document) : readDocument(value)
  } catch (thrown) {
    if (thrown instanceof StudioError && thrown.code === 'document.too-new') throw thrown
    return undefined
  }
}

/** Hash of a snapshot and of the schemas that it passed. */
function sealOf(body: string): string {
  return hashBytes(Buffer.from(schemaText()), Buffer.from(body))
}

// Made once for the process: the schemas are values that do not change.
let remembered: string | undefined
function schemaText(): string {
  remembered ??= JSON.stringify(z.toJSONSchema(documentSchema))
  return remembered
}
