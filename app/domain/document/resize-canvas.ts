import type { Command } from './command.ts'
import type { Document } from './document.ts'
import type { Layer } from './layer.ts'

/** Which part of the picture keeps its place when the canvas gets another size, as shares of what is added: 0 the left or top, 1 the right or bottom. */
export interface CanvasAnchor {
  readonly x: 0 | 0.5 | 1
  readonly y: 0 | 0.5 | 1
}

/**
 * Gives the canvas another size around what lies on it: layers and crop move along with the anchor, locked layers too. Nothing is scaled,
 * and nothing outside is lost.
 *
 * @param size in document pixels, whole, at least 1.
 * @returns one command, so that undo takes it back at once.
 */
export function resizeCanvas(document: Document, size: { readonly width: number; readonly height: number }, anchor: CanvasAnchor): Command {
  const { canvas, crop, layers } = document
  // Whole pixels, or every layer would be resampled.
  const dx = Math.round((size.width - canvas.width) * anchor.x)
  const dy = Math.round((size.height - canvas.height) * anchor.y)
  const moves = dx === 0 && dy === 0 ? [] : layers.flatMap((layer) => moved(layer, dx, dy))
  const cropMoves =
    crop === null || (dx === 0 && dy === 0) ? [] : [{ type: 'set-crop' as const, crop: { ...crop, x: crop.x + dx, y: crop.y + dy } }]
  return {
    type: 'batch',
    commands: [{ type: 'set-canvas', canvas: { ...canvas, width: size.width, height: size.height } }, ...moves, ...cropMoves],
  }
}

type Single = Exclude<Command, { readonly type: 'batch' }>

function moved(layer: Layer, dx: number, dy: number): Single[] {
  if (!('transform' in layer)) return []
  const { id: layerId, locked, transform } = layer
  const move: Single = { type: 'set-layer', layerId, patch: { transform: { ...transform, x: transform.x + dx, y: transform.y + dy } } }
  if (!locked) return [move]
  const lock = (on: boolean): Single => ({ type: 'set-layer', layerId, patch: { locked: on } })
  return [lock(false), move, lock(true)]
}
