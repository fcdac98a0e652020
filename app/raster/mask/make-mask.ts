import type { Mask, MaskSource } from '../../domain/document/mask.ts'
import type { ArtifactId } from '../../domain/ids.ts'
import type { Plane, Rgba8, Size } from '../../domain/raster.ts'
import type { Box } from '../crop/affine.ts'
import { growBox } from '../crop/affine.ts'
import { type ByteMask, byteMask, bytesOfPlane, cutMask, type MaskPart } from './byte-mask.ts'
import { feather, featherReach } from './feather.ts'
import { inverted, shiftEdge } from './shift-edge.ts'
import { paintMaskStrokes } from './stroke-painter.ts'

/** What masks are painted from. */
export interface MaskInputs {
  /** 0..1, at whatever size they were made. */
  readonly artifacts: ReadonlyMap<ArtifactId, Plane>
  /** What the layer shows, for strokes that follow its edges; null where there is none. */
  readonly picture: Rgba8 | null
}

/**
 * Source and strokes of a mask: what brushes paint on, and what folding keeps. The edge is not moved yet.
 *
 * @param size of the result: the layer's, times the scale.
 * @throws RangeError when the artifact of its source is not among the inputs.
 */
export function paintedMask(mask: Pick<Mask, 'source' | 'strokes'>, { artifacts, picture }: MaskInputs, size: Size): ByteMask {
  const out = sourceOf(mask.source, artifacts, size)
  paintMaskStrokes(out, mask.strokes, picture)
  return out
}

function sourceOf(source: MaskSource, artifacts: MaskInputs['artifacts'], size: Size): ByteMask {
  if (source.kind === 'none') return byteMask(size)
  if (source.kind === 'whole') return byteMask(size, new Uint8Array(size.width * size.height).fill(255))
  const plane = artifacts.get(source.artifact)
  if (plane === undefined) throw new RangeError(`The mask ${source.artifact} is not there`)
  return bytesOfPlane(plane, size)
}

export type MaskEdge = Pick<Mask, 'shiftPx' | 'featherPx' | 'inverted'>

/**
 * Moves and softens the edge of a painted mask, and turns it round where it is inverted.
 *
 * @param scale pixels of the mask for one of the layer.
 * @returns a new mask, or the same where nothing is to be done.
 */
export function finishMask(painted: ByteMask, edge: MaskEdge, scale: number): ByteMask {
  const shiftPx = edge.shiftPx * scale
  let out = shiftPx === 0 ? painted : shiftEdge(painted, shiftPx)
  if (featherReach(edge.featherPx * scale) > 0) {
    if (out === painted) out = byteMask(out, out.data.slice())
    feather(out, edge.featherPx * scale)
  }
  return edge.inverted ? inverted(out) : out
}

/**
 * The same for what a brush has just changed: the bytes that finishing the whole mask would give in and around `dirty`, at the cost of
 * that part.
 *
 * @param dirty pixels of the painted mask that have changed.
 * @returns every pixel that may be different now.
 */
export function finishMaskPart(
  painted: ByteMask,
  dirty: Box,
  { edge, scale }: { readonly edge: MaskEdge; readonly scale: number },
): MaskPart {
  const reach = Math.ceil(Math.abs(edge.shiftPx * scale)) + 2 * featherReach(edge.featherPx * scale)
  const box = growBox(dirty, reach, painted)
  const around = growBox(box, reach, painted)
  const finished = finishMask(cutMask(painted, around), edge, scale)
  return { box, mask: cutMask(finished, { ...box, x: box.x - around.x, y: box.y - around.y }) }
}
