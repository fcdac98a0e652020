import type { Size } from '../../domain/raster.ts'
import type { Canvas2D } from './canvas-2d.ts'

/** Letters as curves, in pixels of a text layer at scale 1 from its top left; x to the right, y down. Filled by the non-zero rule. */
export interface Outline {
  readonly size: Size
  /** One list of verbs: `M` 2 numbers, `L` 2, `Q` 4, `C` 6, `Z` none. */
  readonly verbs: string
  readonly points: Float32Array
}

/** Adds an outline to the context's path. */
export function traceOutline(ctx: Canvas2D, { verbs, points }: Outline): void {
  let p = 0
  for (const verb of verbs) {
    if (verb === 'M') ctx.moveTo(points[p], points[p + 1])
    else if (verb === 'L') ctx.lineTo(points[p], points[p + 1])
    else if (verb === 'Q') ctx.quadraticCurveTo(points[p], points[p + 1], points[p + 2], points[p + 3])
    else if (verb === 'C') ctx.bezierCurveTo(points[p], points[p + 1], points[p + 2], points[p + 3], points[p + 4], points[p + 5])
    else ctx.closePath()
    p += NUMBERS[verb] ?? 0
  }
}

const NUMBERS: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, Z: 0 }
