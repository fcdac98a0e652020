import { StudioError } from '../errors.ts'
import { type Change, indexOfLayer, invalidCommand, patched, unlockedLayer, withLayer } from './change.ts'
import type { SingleCommand } from './command.ts'
import { type Document, MOST_LAYERS } from './document.ts'
import { type Layer, type LayerPatch, PATCHABLE } from './layer.ts'

type Of<Type extends SingleCommand['type']> = Extract<SingleCommand, { readonly type: Type }>

export function addLayer(document: Document, { layer, index = document.layers.length }: Of<'add-layer'>): Change {
  const { layers } = document
  if (layers.length >= MOST_LAYERS)
    throw new StudioError('document.full', 'A document has no more layers', { details: { most: MOST_LAYERS } })
  if (layers.some(({ id }) => id === layer.id)) throw invalidCommand('A layer of this id is there already', { layerId: layer.id })
  if (index > layers.length) throw invalidCommand('There are not so many layers', { index, layers: layers.length })
  // A locked layer is not removed: it is unlocked first.
  const unlock: SingleCommand[] = layer.locked ? [{ type: 'set-layer', layerId: layer.id, patch: { locked: false } }] : []
  return {
    document: { ...document, layers: layers.toSpliced(index, 0, layer) },
    inverse: [...unlock, { type: 'remove-layer', layerId: layer.id }],
  }
}

export function removeLayer(document: Document, { layerId }: Of<'remove-layer'>): Change {
  const layer = unlockedLayer(document, layerId)
  const index = indexOfLayer(document, layerId)
  return { document: { ...document, layers: document.layers.toSpliced(index, 1) }, inverse: [{ type: 'add-layer', layer, index }] }
}

export function moveLayer(document: Document, { layerId, index }: Of<'move-layer'>): Change {
  const { layers } = document
  const layer = unlockedLayer(document, layerId)
  const from = indexOfLayer(document, layerId)
  if (index >= layers.length) throw invalidCommand('There are not so many layers', { index, layers: layers.length })
  return {
    document: { ...document, layers: layers.toSpliced(from, 1).toSpliced(index, 0, layer) },
    inverse: [{ type: 'move-layer', layerId, index: from }],
  }
}

export function setLayer(document: Document, { layerId, patch }: Of<'set-layer'>): Change {
  const layer = document.layers[indexOfLayer(document, layerId)] as Layer
  const names = namesIn(patch)
  const isOpen = !layer.locked || patch.locked === false || names.every((name) => name === 'visible' || name === 'locked')
  if (!isOpen) unlockedLayer(document, layerId)
  const foreign = names.find((name) => !PATCHABLE[layer.kind].has(name))
  if (foreign !== undefined) throw invalidCommand(`A layer of this kind has no ${foreign}`, { layerId, field: foreign, kind: layer.kind })
  const { value, former } = patched(layer, patch)
  return { document: withLayer(document, value), inverse: [{ type: 'set-layer', layerId, patch: former as LayerPatch }] }
}

const namesIn = (patch: LayerPatch): string[] => Object.entries(patch).flatMap(([name, value]) => (value === undefined ? [] : [name]))
