import type { Size } from '../../domain/raster.ts'

/** A map of the plane: `x' = a x + b y + tx`, `y' = c x + d y + ty`, in pixels with centres at .5. */
export interface Affine {
  readonly a: number
  readonly b: number
  readonly tx: number
  readonly c: number
  readonly d: number
  readonly ty: number
}

/** Axis-parallel box, in pixels of the picture; may reach beyond it. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A box of whole pixels with a margin, as far as the picture goes. */
export function growBox(box: Box, byPx: number, limit: Size): Box {
  const x = Math.max(0, box.x - byPx)
  const y = Math.max(0, box.y - byPx)
  return {
    x,
    y,
    width: Math.min(limit.width, box.x + box.width + byPx) - x,
    height: Math.min(limit.height, box.y + box.height + byPx) - y,
  }
}

/**
 * The whole pixels of a picture that a box of its smaller plane reaches when the plane is sampled between its pixels.
 *
 * @param scale pixel of the plane = pixel of the picture x `scale`.
 */
export function enlargeBox(box: Box, scale: number, { width, height }: Size): Box {
  const side = (at: number, limit: number): number => Math.max(0, Math.min(limit, Math.round(at / scale)))
  const x = side(box.x - 0.5, width)
  const y = side(box.y - 0.5, height)
  return { x, y, width: side(box.x + box.width + 0.5, width) - x, height: side(box.y + box.height + 0.5, height) - y }
}

export function invert(map: Affine): Affine {
  const { a, b, c, d, tx, ty } = map
  const determinant = a * d - b * c
  const inverse = { a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant }
  return { ...inverse, tx: -(inverse.a * tx + inverse.b * ty), ty: -(inverse.c * tx + inverse.d * ty) }
}

/** The map that scales its result: `map` first, then the two factors. */
export function scaleAfter(map: Affine, factorX: number, factorY: number): Affine {
  return { a: map.a * factorX, b: map.b * factorX, tx: map.tx * factorX, c: map.c * factorY, d: map.d * factorY, ty: map.ty * factorY }
}

/** The map from a width x height crop to the box it was cut from, stretched where the proportions differ. */
export function boxMap(box: Box, crop: { readonly width: number; readonly height: number }): Affine {
  return { a: box.width / crop.width, b: 0, tx: box.x, c: 0, d: box.height / crop.height, ty: box.y }
}
