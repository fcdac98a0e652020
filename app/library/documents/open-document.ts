import type { Db } from '../../db/open.ts'
import { statement } from '../../db/statement.ts'
import type { Document } from '../../domain/document/document.ts'
import type { HistoryStep } from '../../domain/document/history.ts'
import { type StepLabel, stepLabel } from '../../domain/document/step-label.ts'
import type { DocumentId } from '../../domain/ids.ts'
import type { LinePlace } from '../../platform/files.ts'

/** A step and where its line lies in the document's file. */
export type StoredStep = HistoryStep & { readonly place: LinePlace }

/** What a list says of a document. */
export interface DocumentFacts {
  readonly name: string
  readonly width: number
  readonly height: number
  /** Content hash of the picture that stands for it. */
  readonly cover: string | null
  readonly createdAt: number
  readonly changedAt: number
  readonly trashedAt: number | null
}

/** A document that is being worked on. Its parts are kept in step with its file and its rows. */
export interface OpenDocument {
  readonly id: DocumentId
  facts: DocumentFacts
  revision: number
  current: number
  tip: number
  /** How much of its file is in the index. */
  journalBytes: number
  readonly steps: Map<number, StoredStep>
  /** Documents of some steps; they share what they have in common. */
  readonly states: Map<number, Document>
  /** Steps that have a snapshot, and how many snapshots there have ever been. */
  readonly snapshots: Set<number>
  snapshotCount: number
}

interface DocumentRow {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly cover: string | null
  readonly created_at: number
  readonly changed_at: number
  readonly trashed_at: number | null
  readonly revision: number
  readonly current: number
  readonly tip: number
  readonly journal_bytes: number
}

interface StepRow {
  readonly step: number
  readonly parent: number | null
  readonly basis: 'commands' | 'copy' | null
  readonly basis_step: number | null
  readonly at: number
  readonly label: string
  readonly gesture: string | null
  readonly line_offset: number
  readonly line_length: number
}

/** A document as nothing is known of it. */
export function blankDocument(id: DocumentId): OpenDocument {
  return {
    id,
    facts: { name: '', width: 1, height: 1, cover: null, createdAt: 0, changedAt: 0, trashedAt: null },
    revision: 0,
    current: 0,
    tip: 0,
    journalBytes: 0,
    steps: new Map(),
    states: new Map(),
    snapshots: new Set(),
    snapshotCount: 0,
  }
}

/** A document as the index knows it; undefined where it does not. Nothing of its file is read. */
export function documentFromRows(db: Db, id: DocumentId): OpenDocument | undefined {
  const row = statement<{ id: string }, DocumentRow>(db, /* sql */ 'SELECT * FROM documents WHERE id = :id').get({ id })
  if (row === undefined) return undefined
  const steps = statement<{ id: string }, StepRow>(db, /* sql */ 'SELECT * FROM document_steps WHERE document_id = :id ORDER BY step').all({
    id,
  })
  // Most labels are alike: the stroke of the same brush on the same layer, a thousand times.
  const labels = new Map<string, StepLabel>()
  const snapshots = statement<{ id: string }, { step: number; ordinal: number }>(
    db,
    /* sql */ 'SELECT step, ordinal FROM document_snapshots WHERE document_id = :id ORDER BY ordinal',
  ).all({ id })
  return {
    id,
    facts: {
      name: row.name,
      width: row.width,
      height: row.height,
      cover: row.cover,
      createdAt: row.created_at,
      changedAt: row.changed_at,
      trashedAt: row.trashed_at,
    },
    revision: row.revision,
    current: row.current,
    tip: row.tip,
    journalBytes: row.journal_bytes,
    steps: new Map(steps.map((one) => [one.step, toStep(one, labels)])),
    states: new Map(),
    snapshots: new Set(snapshots.map(({ step }) => step)),
    snapshotCount: snapshots.at(-1)?.ordinal ?? 0,
  }
}

/** What a list says of a document, from what is in it. */
export function factsOf(document: Document): Pick<DocumentFacts, 'name' | 'width' | 'height' | 'cover'> {
  const photo = document.layers.find((layer) => layer.kind === 'photo')
  const { width, height } = document.crop ?? document.canvas
  return {
    name: document.name,
    width: Math.max(1, Math.round(width)),
    height: Math.max(1, Math.round(height)),
    cover: photo?.picture.hash ?? null,
  }
}

function toStep(row: StepRow, labels: Map<string, StepLabel>): StoredStep {
  const label = labels.get(row.label) ?? stepLabel.parse(JSON.parse(row.label))
  labels.set(row.label, label)
  return {
    step: row.step,
    parent: row.parent,
    basis: row.basis === null || row.basis_step === null ? null : { kind: row.basis, step: row.basis_step },
    at: row.at,
    label,
    gesture: row.gesture,
    place: { offset: row.line_offset, length: row.line_length },
  }
}
