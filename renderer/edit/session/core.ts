import type { StudioContract } from '../../../app/contract/contract.ts'
import type { Client } from '../../../app/contract/define.ts'
import type { DocumentChange } from '../../../app/contract/documents.ts'
import type { Command } from '../../../app/domain/document/command.ts'
import type { Document } from '../../../app/domain/document/document.ts'
import type { StepLabel } from '../../../app/domain/document/step-label.ts'
import type { DocumentId, VersionId } from '../../../app/domain/ids.ts'

/** Where a document is in its history, and what undo and redo would do. */
export interface Position {
  readonly revision: number
  readonly step: number
  readonly undo: StepLabel | null
  readonly redo: StepLabel | null
}

/** What leads to the position; null where it is too much to tell. */
export interface Reply extends Position {
  readonly commands: readonly Command[] | null
}

export type Moved = Reply

/** What an event told; null where events may have been missed. */
export type Change = (Reply & { readonly baseRevision: number }) | null

/** What a page asks the core about one document. */
export interface Core {
  open(): Promise<{ readonly document: Document; readonly position: Position }>
  apply(baseRevision: number, commands: readonly Command[], gesture: string | null): Promise<Position>
  undo(baseRevision: number): Promise<Moved>
  redo(baseRevision: number): Promise<Moved>
  jump(baseRevision: number, step: number): Promise<Moved>
  restore(baseRevision: number, versionId: string): Promise<Moved>
}

export function coreOf(client: Client<StudioContract>, id: DocumentId): Core {
  return {
    open: async () => {
      const { document, revision, step, undo, redo } = await client['documents.open']({ id })
      return { document, position: { revision, step, undo, redo } }
    },
    apply: async (baseRevision, commands, gesture) =>
      positionOf(await client['documents.apply']({ id, baseRevision, commands: [...commands], ...(gesture === null ? {} : { gesture }) })),
    undo: async (baseRevision) => movedOf(await client['documents.undo']({ id, baseRevision })),
    redo: async (baseRevision) => movedOf(await client['documents.redo']({ id, baseRevision })),
    jump: async (baseRevision, step) => movedOf(await client['documents.jump']({ id, baseRevision, step })),
    restore: async (baseRevision, versionId) =>
      movedOf(await client['documents.restore-version']({ id, baseRevision, versionId: versionId as VersionId })),
  }
}

/** What an event says of this document; undefined where it is about another one or changes nothing that is shown. */
export function changeOf(change: DocumentChange, id: DocumentId): Change | undefined {
  if (change.id !== id || change.kind !== 'edited') return undefined
  return { ...movedOf(change), baseRevision: change.baseRevision }
}

const positionOf = ({ revision, step, undo, redo }: Position): Position => ({ revision, step, undo, redo })
const movedOf = ({ commands, ...position }: Reply): Moved => ({ ...positionOf(position), commands })
