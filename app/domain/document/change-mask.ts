import { StudioError } from '../errors.ts'
import { type Change, invalidCommand, patched, unlockedLayer, withLayer } from './change.ts'
import type { SingleCommand } from './command.ts'
import type { Document } from './document.ts'
import type { Layer } from './layer.ts'
import { type Mask, MOST_STROKES, mask as maskSchema } from './mask.ts'

type Of<Type extends SingleCommand['type']> = Extract<SingleCommand, { readonly type: Type }>
type MaskedLayer = Exclude<Layer, { readonly kind: 'text' }>

export function setMask(document: Document, { layerId, patch }: Of<'set-mask'>): Change {
  const layer = maskable(document, layerId)
  if (patch === null) {
    const back: SingleCommand = { type: 'set-mask', layerId, patch: layer.mask }
    return { document: withLayer(document, { ...layer, mask: null }), inverse: [back] }
  }
  if (layer.mask === null) {
    const mask = patched(maskSchema.parse({}), patch).value
    return { document: withLayer(document, { ...layer, mask }), inverse: [{ type: 'set-mask', layerId, patch: null }] }
  }
  const { value, former } = patched(layer.mask, patch)
  return { document: withLayer(document, { ...layer, mask: value }), inverse: [{ type: 'set-mask', layerId, patch: former }] }
}

export function addStroke(document: Document, { layerId, stroke, index }: Of<'add-stroke'>): Change {
  const { layer, mask } = masked(document, layerId)
  const { strokes } = mask
  if (strokes.length >= MOST_STROKES)
    throw new StudioError('document.full', 'A mask holds no more strokes', { details: { most: MOST_STROKES } })
  if (strokes.some(({ id }) => id === stroke.id)) throw invalidCommand('A stroke of this id is there already', { strokeId: stroke.id })
  const at = index ?? strokes.length
  if (at > strokes.length) throw invalidCommand('There are not so many strokes', { index: at, strokes: strokes.length })
  return {
    document: withLayer(document, { ...layer, mask: { ...mask, strokes: strokes.toSpliced(at, 0, stroke) } }),
    inverse: [{ type: 'remove-stroke', layerId, strokeId: stroke.id }],
  }
}

export function removeStroke(document: Document, { layerId, strokeId }: Of<'remove-stroke'>): Change {
  const { layer, mask } = masked(document, layerId)
  const index = mask.strokes.findIndex(({ id }) => id === strokeId)
  const stroke = mask.strokes[index]
  if (stroke === undefined) throw invalidCommand('The mask has no such stroke', { layerId, strokeId })
  // The last one goes back to the end, whatever is there by then: so it is told without a place.
  const place = index === mask.strokes.length - 1 ? {} : { index }
  return {
    document: withLayer(document, { ...layer, mask: { ...mask, strokes: mask.strokes.toSpliced(index, 1) } }),
    inverse: [{ type: 'add-stroke', layerId, stroke, ...place }],
  }
}

function maskable(document: Document, layerId: string): MaskedLayer {
  const layer = unlockedLayer(document, layerId)
  if (layer.kind === 'text') throw invalidCommand('Text has no mask', { layerId, kind: layer.kind })
  return layer
}

function masked(document: Document, layerId: string): { readonly layer: MaskedLayer; readonly mask: Mask } {
  const layer = maskable(document, layerId)
  if (layer.mask === null) throw invalidCommand('The layer has no mask', { layerId })
  return { layer, mask: layer.mask }
}
