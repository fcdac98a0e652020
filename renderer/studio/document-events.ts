import type { DocumentChange } from '../../app/contract/documents.ts'

/** Hears what became of documents; null where events may have been missed. */
type DocumentListener = (change: DocumentChange | null) => void

const listeners = new Set<DocumentListener>()

/** Passes an event on to whoever shows a document. */
export function tellDocument(change: DocumentChange | null): void {
  for (const listener of listeners) listener(change)
}

/** @returns ends it */
export function onDocumentChange(listener: DocumentListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
