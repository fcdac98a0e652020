import type { Mask } from '../../domain/document/mask.ts'
import type { ArtifactId } from '../../domain/ids.ts'
import { type Plane, type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import { adjustInPlace, adjustPixels } from '../adjust/adjust-pixels.ts'
import { applyMask } from '../mask/byte-mask.ts'
import { decontaminate } from '../mask/decontaminate.ts'
import { finishMask, paintedMask } from '../mask/make-mask.ts'
import { blurredAt, coverAt, pictureAt } from './base-pixels.ts'
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
 *   Where nothing is to be done it is the picture of the inputs itself: change neither.
 * @throws RangeError when a picture or a mask that the recipe names is not among the inputs.
 */
export function preparePixels(recipe: PixelRecipe, inputs: PixelInputs, scale: number): Rgba8 {
  const cut = cutPixels(recipe, inputs, scale)
  if (recipe.adjustments === null) return cut
  const isOurs = cut !== inputs.picture && recipe.base.kind !== 'plain'
  if (!isOurs) return adjustPixels(cut, recipe.adjustments, scaleOf(recipe, scale))
  adjustInPlace(cut, recipe.adjustments, scaleOf(recipe, scale))
  return cut
}

/**
 * The same without light and colour. A host that keeps it moves a slider for the price of `adjustPixels(cut, adjustments, scaleOf(recipe, scale))`.
 *
 * @throws RangeError as `preparePixels`.
 */
export function cutPixels(recipe: PixelRecipe, inputs: PixelInputs, scale: number): Rgba8 {
  const base = basePixels(recipe, inputs, scale)
  return recipe.mask === null ? base : masked(base, recipe.mask, { inputs, scale: scaleOf(recipe, scale) })
}

/** Pixels that are made for one of the layer: lengths of masks and sharpening are multiplied by it. */
export function scaleOf({ upscale }: PixelRecipe, scale: number): number {
  return scale * (upscale?.factor ?? 1)
}

/**
 * The pixels of a layer before its mask, light and colour: what a brush that follows edges looks at, at the scale that is painted in.
 *
 * @throws RangeError when the picture is not among the inputs.
 */
export function basePixels(recipe: PixelRecipe, inputs: PixelInputs, scale: number): Rgba8 {
  const { base, size: layer, upscale } = recipe
  const perLayerPx = scaleOf(recipe, scale)
  const size = { width: Math.max(1, Math.round(layer.width * perLayerPx)), height: Math.max(1, Math.round(layer.height * perLayerPx)) }
  const picture = (): Rgba8 => {
    if (inputs.picture === null) throw new RangeError(`The picture of a ${base.kind} is not there`)
    return inputs.picture
  }
  switch (base.kind) {
    case 'plain':
      return inputs.paintPlain(size)
    case 'picture':
    case 'draft':
      return pictureAt(picture(), size, upscale)
    case 'cover':
      return coverAt(picture(), base, { size, scale })
    case 'blurred':
      return blurredAt(picture(), base, { size, scale })
  }
}

function masked(base: Rgba8, mask: Mask, { inputs, scale }: { readonly inputs: PixelInputs; readonly scale: number }): Rgba8 {
  const painted = paintedMask(mask, { artifacts: inputs.artifacts, picture: base }, base)
  const seen = finishMask(painted, mask, scale)
  const pixels = rgba8(base.width, base.height, base.data.slice())
  if (mask.decontaminate > 0) {
    const cut = finishMask(painted, { ...mask, featherPx: 0 }, scale)
    decontaminate(pixels, { cut, seen }, { amount: mask.decontaminate, scale })
  }
  applyMask(pixels, seen)
  return pixels
}
