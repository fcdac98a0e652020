import type { Size } from '../../../app/domain/raster.ts'
import type { Box } from '../../../app/raster/crop/affine.ts'
import type { GuideLine } from './tool.ts'

/** How far a box has to go until it fits, and the lines that say why. */
export interface Snap {
  readonly dx: number
  readonly dy: number
  readonly guides: readonly GuideLine[]
}

const NONE: Snap = { dx: 0, dy: 0, guides: [] }

/**
 * Moves a box so that an edge or its middle meets an edge or the middle of another one, where that is near enough.
 *
 * @param within document pixels.
 */
export function snapBox(box: Box, targets: readonly Box[], within: number): Snap {
  const x = nearest(
    linesOf(box, 'x'),
    targets.flatMap((target) => linesOf(target, 'x')),
    within,
  )
  const y = nearest(
    linesOf(box, 'y'),
    targets.flatMap((target) => linesOf(target, 'y')),
    within,
  )
  if (x === null && y === null) return NONE
  const [dx, dy] = [x ?? 0, y ?? 0]
  const moved: Box = { ...box, x: box.x + dx, y: box.y + dy }
  const guides = [...(x === null ? [] : meeting(moved, targets, 'x')), ...(y === null ? [] : meeting(moved, targets, 'y'))]
  return { dx, dy, guides }
}

/** The canvas as something to snap to. */
export const canvasBox = ({ width, height }: Size): Box => ({ x: 0, y: 0, width, height })

type Axis = 'x' | 'y'

function linesOf(box: Box, axis: Axis): readonly [number, number, number] {
  const [from, length] = axis === 'x' ? [box.x, box.width] : [box.y, box.height]
  return [from, from + length / 2, from + length]
}

function nearest(own: readonly number[], others: readonly number[], within: number): number | null {
  let best: number | null = null
  for (const line of own) {
    for (const other of others) {
      const distance = other - line
      if (Math.abs(distance) <= within && (best === null || Math.abs(distance) < Math.abs(best))) best = distance
    }
  }
  return best
}

/** Lines at which the box and a target meet, long enough to show both. */
function meeting(box: Box, targets: readonly Box[], axis: Axis): GuideLine[] {
  const own = linesOf(box, axis)
  const across = axis === 'x' ? 'y' : 'x'
  const found = new Map<number, GuideLine>()
  for (const target of targets) {
    for (const at of linesOf(target, axis)) {
      if (!own.some((line) => Math.abs(line - at) < 0.01)) continue
      const key = Math.round(at * 100)
      const ends = [...linesOf(box, across), ...linesOf(target, across)]
      const before = found.get(key)
      if (before !== undefined) ends.push(before.from, before.to)
      found.set(key, { axis, at, from: Math.min(...ends), to: Math.max(...ends) })
    }
  }
  return [...found.values()]
}
