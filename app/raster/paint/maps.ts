import type { CanvasSize, Crop, Transform } from '../../domain/document/frame.ts'
import type { Size } from '../../domain/raster.ts'
import type { Affine } from '../crop/affine.ts'

export const IDENTITY: Affine = { a: 1, b: 0, tx: 0, c: 0, d: 1, ty: 0 }

/** `first`, then `second`. */
export function after(first: Affine, second: Affine): Affine {
  return {
    a: second.a * first.a + second.b * first.c,
    b: second.a * first.b + second.b * first.d,
    tx: second.a * first.tx + second.b * first.ty + second.tx,
    c: second.c * first.a + second.d * first.c,
    d: second.c * first.b + second.d * first.d,
    ty: second.c * first.tx + second.d * first.ty + second.ty,
  }
}

/** From pixels of a layer of this size to document pixels. */
export function layerMap({ x, y, scale, rotation, flipX, flipY }: Transform, { width, height }: Size): Affine {
  const centred: Affine = { ...IDENTITY, tx: -width / 2, ty: -height / 2 }
  const mirrored: Affine = { ...IDENTITY, a: flipX ? -scale : scale, d: flipY ? -scale : scale }
  return after(after(after(centred, mirrored), turned(rotation)), { ...IDENTITY, tx: x, ty: y })
}

/** What is shown and exported of a canvas. */
export interface Frame {
  /** Of the finished picture. */
  readonly size: Size
  /** From document pixels to pixels of the finished picture. */
  readonly map: Affine
}

/** The frame of a crop; without one the whole canvas. */
export function frameOf(canvas: CanvasSize, crop: Crop | null): Frame {
  if (crop === null) return { size: { width: canvas.width, height: canvas.height }, map: IDENTITY }
  const size = { width: Math.max(1, Math.round(crop.width)), height: Math.max(1, Math.round(crop.height)) }
  const centred: Affine = { ...IDENTITY, tx: -(crop.x + crop.width / 2), ty: -(crop.y + crop.height / 2) }
  const mirrored: Affine = { ...IDENTITY, a: crop.flipX ? -1 : 1, d: crop.flipY ? -1 : 1 }
  const placed: Affine = { ...IDENTITY, tx: size.width / 2, ty: size.height / 2 }
  return { size, map: after(after(after(centred, turned(crop.angle)), mirrored), placed) }
}

/** Clockwise about the origin (y points down). Quarter turns are exact, so that their pixels stay pixels. */
function turned(degrees: number): Affine {
  const quarter = degrees / 90
  const radians = (degrees * Math.PI) / 180
  const [cos, sin] = Number.isInteger(quarter)
    ? (
        [
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ] as const
      )[(quarter + 4) % 4]
    : [Math.cos(radians), Math.sin(radians)]
  return { a: cos, b: -sin, tx: 0, c: sin, d: cos, ty: 0 }
}
