import type { Point } from '../../domain/raster.ts'
import type { Affine } from '../../raster/crop/affine.ts'

/** The turned square that the landmark model looks at, in pixels of the picture. */
export interface BodyCrop {
  readonly centre: Point
  readonly sidePx: number
  /** 0 for an upright body, positive when it leans to the right (clockwise). */
  readonly angleRad: number
}

const MARGIN = 1.25

/** The square around a body, from the middle of its hips and the point that gives its size and turn (head or feet, whichever is farther). */
export function bodyCrop(centre: Point, reach: Point): BodyCrop {
  const dx = reach[0] - centre[0]
  const dy = reach[1] - centre[1]
  const angle = Math.PI / 2 - Math.atan2(-dy, dx)
  return {
    centre,
    sidePx: Math.max(1, 2 * Math.hypot(dx, dy) * MARGIN),
    angleRad: angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI)),
  }
}

/** From pixels of the model's square input to pixels of the picture. */
export function bodyCropMap(crop: BodyCrop, inputPx: number): Affine {
  const scale = crop.sidePx / inputPx
  const cos = Math.cos(crop.angleRad) * scale
  const sin = Math.sin(crop.angleRad) * scale
  const half = inputPx / 2
  return { a: cos, b: -sin, tx: crop.centre[0] - (cos - sin) * half, c: sin, d: cos, ty: crop.centre[1] - (sin + cos) * half }
}
