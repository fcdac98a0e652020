import type { Size } from '../../../app/domain/raster.ts'
import type { PlanPreview } from '../../../app/domain/video/export-plan.ts'

type PlannedOutput = PlanPreview['outputs'][number]
type Box = PlannedOutput['shown']

/** The part of the clip that an output shows at a time; between two nodes it moves evenly. */
export function partAt({ part }: Pick<PlannedOutput, 'part'>, ms: number): Box {
  const next = part.findIndex((node) => node.ms >= ms)
  const after = part[next < 0 ? part.length - 1 : next]
  const before = part[Math.max(0, (next < 0 ? part.length : next) - 1)]
  if (after === undefined || before === undefined) return { x: 0, y: 0, width: 1, height: 1 }
  const share = after.ms === before.ms ? 1 : Math.min(1, (ms - before.ms) / (after.ms - before.ms))
  const between = (a: number, b: number): number => a + (b - a) * share
  return { ...after.box, x: between(before.box.x, after.box.x), y: between(before.box.y, after.box.y) }
}

/** The largest part of a clip that has another shape, in its middle. */
export function windowOf(clip: Size, ratio: number): Box {
  const [width, height] = [Math.min(1, (ratio * clip.height) / clip.width), Math.min(1, clip.width / clip.height / ratio)]
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height }
}

/** The side along which a crop can be moved; null for one that shows everything. */
export function freeAxis({ width, height }: Box): 'x' | 'y' | null {
  return width < 1 - 1e-6 ? 'x' : height < 1 - 1e-6 ? 'y' : null
}

/** 0 at the left or the top, 1 at the other end. */
export function placeOf(box: Box): number {
  const axis = freeAxis(box)
  if (axis === null) return 0.5
  return axis === 'x' ? box.x / (1 - box.width) : box.y / (1 - box.height)
}

/** The same crop at another place. */
export function boxAt(box: Box, place: number): Box {
  const axis = freeAxis(box)
  if (axis === null) return box
  return axis === 'x' ? { ...box, x: place * (1 - box.width) } : { ...box, y: place * (1 - box.height) }
}

/** The place after the picture was pulled by a part of the frame: the picture follows the hand, so the crop goes the other way. */
export function draggedPlace(box: Box, from: number, by: { readonly x: number; readonly y: number }): number {
  const axis = freeAxis(box)
  if (axis === null) return from
  const size = axis === 'x' ? box.width : box.height
  return Math.min(1, Math.max(0, from - (by[axis] * size) / (1 - size)))
}
