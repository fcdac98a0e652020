import type { PixelRecipe } from '../../../app/raster/paint/draw-list.ts'
import type { PictureUrls } from './read-picture.ts'

/** Pixels to be made, at `scale` pixels for one of the layer. */
export interface PixelOrder {
  readonly recipe: PixelRecipe
  readonly scale: number
  /** Of the recipe's picture; null for a plain fill. */
  readonly urls: PictureUrls | null
}

export interface ToPixelWorker {
  readonly id: number
  readonly order: PixelOrder
}

export type FromPixelWorker =
  | { readonly kind: 'made'; readonly id: number; readonly bitmap: ImageBitmap; readonly tookMs: number }
  | { readonly kind: 'refused'; readonly id: number; readonly reason: string }
