import type { AdjustmentsPatch } from './adjustments.ts'
import { type Change, invalidCommand, patched, unlockedLayer, withLayer } from './change.ts'
import { addLayer, moveLayer, removeLayer, setLayer } from './change-layers.ts'
import { addStroke, removeStroke, setMask } from './change-mask.ts'
import type { Command, SingleCommand } from './command.ts'
import type { Document } from './document.ts'

/** A changed document and the command that takes the change back. */
export interface Applied {
  readonly document: Document
  readonly inverse: Command
}

/**
 * The only way to change a document. Pure: the given one stays as it is, and what a command does not touch is shared between both.
 * The inverse brings back a document that equals the first.
 *
 * What was accepted once must be accepted for ever, with the same outcome: histories are replayed.
 *
 * @param command as its schema gives it.
 * @throws StudioError `document.layer-not-found`, `document.layer-locked`, `document.full`, or `document.command-invalid` for what this
 *   document does not have or take.
 */
export function applyCommand(document: Document, command: Command): Applied {
  return applyCommands(document, command.type === 'batch' ? command.commands : [command])
}

/** Applies commands one after the other, all or none. @throws as `applyCommand` does. */
export function applyCommands(document: Document, commands: readonly Command[]): Applied {
  const inverse: SingleCommand[] = []
  let current = document
  for (const command of commands.flatMap((one) => (one.type === 'batch' ? one.commands : [one]))) {
    const change = applySingle(current, command)
    current = change.document
    inverse.unshift(...change.inverse)
  }
  const [only, ...more] = inverse
  return { document: current, inverse: only !== undefined && more.length === 0 ? only : { type: 'batch', commands: inverse } }
}

function applySingle(document: Document, command: SingleCommand): Change {
  switch (command.type) {
    case 'add-layer':
      return addLayer(document, command)
    case 'remove-layer':
      return removeLayer(document, command)
    case 'move-layer':
      return moveLayer(document, command)
    case 'set-layer':
      return setLayer(document, command)
    case 'set-mask':
      return setMask(document, command)
    case 'add-stroke':
      return addStroke(document, command)
    case 'remove-stroke':
      return removeStroke(document, command)
    case 'set-adjustments':
      return setAdjustments(document, command.layerId, command.patch)
    case 'set-crop':
      return { document: { ...document, crop: command.crop }, inverse: [{ type: 'set-crop', crop: document.crop }] }
    case 'set-canvas':
      return { document: { ...document, canvas: command.canvas }, inverse: [{ type: 'set-canvas', canvas: document.canvas }] }
    case 'rename':
      return { document: { ...document, name: command.name }, inverse: [{ type: 'rename', name: document.name }] }
  }
}

function setAdjustments(document: Document, layerId: string | null, patch: AdjustmentsPatch): Change {
  if (layerId === null) {
    const { value, former } = patched(document.adjustments, patch)
    return { document: { ...document, adjustments: value }, inverse: [{ type: 'set-adjustments', layerId, patch: former }] }
  }
  const layer = unlockedLayer(document, layerId)
  if (layer.kind === 'text') throw invalidCommand('Text has no light and colour of its own', { layerId, kind: layer.kind })
  const { value, former } = patched(layer.adjustments, patch)
  return {
    document: withLayer(document, { ...layer, adjustments: value }),
    inverse: [{ type: 'set-adjustments', layerId, patch: former }],
  }
}
