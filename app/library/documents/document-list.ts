import { z } from 'zod'
import { statement } from '../../db/statement.ts'
import { StudioError } from '../../domain/errors.ts'
import { type DocumentId, documentId } from '../../domain/ids.ts'
import type { DocumentFacts } from './open-document.ts'
import { commit, type DocumentStore, withDocument } from './store.ts'

export interface ListedDocument extends DocumentFacts {
  readonly id: DocumentId
  readonly revision: number
}

const cursorShape = z.tuple([z.int(), z.int().positive()])

/**
 * A page of documents, the one changed last first; in the trash the one thrown away last.
 *
 * @throws StudioError `request.invalid` for a cursor that is not one of this list.
 */
export function listDocuments(
  { db }: Pick<DocumentStore, 'db'>,
  options: { readonly trashed: boolean; readonly cursor: string | null; readonly limit: number },
): { readonly documents: readonly ListedDocument[]; readonly nextCursor: string | null } {
  const { trashed, cursor, limit } = options
  const key = trashed ? 'trashed_at' : 'changed_at'
  const [afterKey, afterRow] = cursor === null ? [Number.MAX_SAFE_INTEGER, 1] : parseCursor(cursor)
  const sql = /* sql */ `
    SELECT row, id, name, width, height, cover, created_at AS createdAt, changed_at AS changedAt, trashed_at AS trashedAt, revision
    FROM documents WHERE trashed_at IS ${trashed ? 'NOT NULL' : 'NULL'} AND (${key}, row) < (:afterKey, :afterRow)
    ORDER BY ${key} DESC, row DESC LIMIT :limit`
  type Row = DocumentFacts & { readonly row: number; readonly id: string; readonly revision: number }
  const rows = statement<Record<string, number>, Row>(db, sql).all({ afterKey, afterRow, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    documents: page.map(({ row: _row, ...rest }) => ({ ...rest, id: documentId.parse(rest.id) })),
    nextCursor:
      rows.length > limit && last !== undefined
        ? Buffer.from(JSON.stringify([trashed ? last.trashedAt : last.changedAt, last.row])).toString('base64url')
        : null,
  }
}

/** Moves a document to the trash; nothing of it is deleted. @returns whether it was not there yet. @throws as `openDocument` does, `storage.full` */
export async function trashDocument(store: DocumentStore, id: DocumentId): Promise<boolean> {
  return mark(store, id, 'trashed')
}

/** Takes a document out of the trash. @returns whether it was there. @throws as `trashDocument` does */
export async function restoreDocument(store: DocumentStore, id: DocumentId): Promise<boolean> {
  return mark(store, id, 'restored')
}

async function mark(store: DocumentStore, id: DocumentId, type: 'trashed' | 'restored'): Promise<boolean> {
  return withDocument(store, id, async (open) => {
    if ((open.facts.trashedAt !== null) === (type === 'trashed')) return false
    await commit(store, open, { type, at: store.clock.now() })
    return true
  })
}

function parseCursor(cursor: string): readonly [number, number] {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (cause) {
    throw new StudioError('request.invalid', 'The cursor is not one of this list', { details: { at: 'cursor' }, cause })
  }
}
