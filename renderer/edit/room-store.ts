import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { DocumentId } from '../../app/domain/ids.ts'
import { go } from '../frame/route.ts'
import { keptByTab } from '../frame/tab-storage.ts'

/** The document that the room shows when it is entered without naming one. */
export const editRoomStore = createStore<{ readonly open: DocumentId | null }>()(
  persist((): { readonly open: DocumentId | null } => ({ open: null }), { name: 'drape.edit', storage: keptByTab() }),
)

/** Leads back to the list of documents. The document itself is kept as it is. */
export function closeDocument(): void {
  editRoomStore.setState({ open: null })
  go('edit')
}

export function parseDocumentId(place: string): DocumentId | null {
  return /^doc_[0-9a-z]{20}$/.test(place) ? (place as DocumentId) : null
}
