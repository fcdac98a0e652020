import type { Point, Size } from '../../domain/raster.ts'
import type { Crop } from './person-crop.ts'

/** A point by name and where it belongs, in pixels of a crop. */
export interface Move<Name> {
  readonly name: Name
  readonly to: Point
}

/** Corrections, which are told in shares of the whole picture, in the pixels of a part of it. */
export function movesIn<Name>(
  moved: readonly { readonly name: Name; readonly x: number; readonly y: number }[],
  { picture, crop }: { readonly picture: Size; readonly crop: Crop },
): Move<Name>[] {
  return moved.map(({ name, x, y }) => ({ name, to: [x * picture.width - crop.x, y * picture.height - crop.y] }))
}
