import { NO_ADJUSTMENTS } from '../../../app/domain/document/adjustments.ts'
import type { Document } from '../../../app/domain/document/document.ts'

/** The picture that a document began with, where it lies now, with nothing done to it. Its layer has an id of its own, so that both can be shown. */
export function originalOf(document: Document): Document {
  const photo = document.layers.find((layer) => layer.kind === 'photo')
  if (photo === undefined) return { ...document, adjustments: NO_ADJUSTMENTS, layers: [] }
  const untouched = {
    ...photo,
    id: `original ${photo.id}`,
    visible: true,
    opacity: 1,
    blend: 'normal' as const,
    mask: null,
    adjustments: NO_ADJUSTMENTS,
    shadow: null,
    upscale: null,
  }
  return { ...document, adjustments: NO_ADJUSTMENTS, layers: [untouched] }
}
