import type { Document } from '../../../app/domain/document/document.ts'
import { originalOf } from './original.ts'

/** What is shown beside the others: the document as it is, the picture it began with, or any step of its history. */
export type Compared =
  | { readonly kind: 'now' }
  | { readonly kind: 'original' }
  | { readonly kind: 'step'; readonly step: number; readonly document: Document }

/** Panes of a grid. */
export const MOST_PANES = 4

/** As they begin: what was, and what is. */
export const FIRST_COMPARED: readonly Compared[] = [{ kind: 'original' }, { kind: 'now' }]

/** What a pane shows. Layers have ids of their own in each, so that their pixels are kept apart. */
export function comparedDocument(compared: Compared, now: Document): Document {
  switch (compared.kind) {
    case 'now':
      return now
    case 'original':
      return originalOf(now)
    case 'step': {
      const { step, document } = compared
      return { ...document, layers: document.layers.map((layer) => ({ ...layer, id: `step ${step} ${layer.id}` })) }
    }
  }
}
