import type { Adjustments } from '../../../app/domain/document/adjustments.ts'
import type { ArtifactId } from '../../../app/domain/ids.ts'
import type { Size } from '../../../app/domain/raster.ts'
import type { Box } from '../../../app/raster/crop/affine.ts'
import type { PixelRecipe } from '../../../app/raster/paint/draw-list.ts'

/** What a worker can be asked to make. */
export type PixelOrder =
  /** Pixels of a layer, at `scale` pixels for one of it, and its shadow where it has one. */
  | {
      readonly kind: 'layer'
      readonly recipe: PixelRecipe
      readonly scale: number
      /** Where the raster of the recipe's picture is; null for a plain fill. */
      readonly url: string | null
      readonly masks: readonly (readonly [id: ArtifactId, url: string])[]
      readonly softnessPx: number | null
    }
  /** The shadow of letters. */
  | { readonly kind: 'letters'; readonly size: Size; readonly verbs: string; readonly points: Float32Array; readonly softnessPx: number }
  /** Light and colour of what was painted. */
  | { readonly kind: 'finish'; readonly painted: ImageBitmap; readonly adjustments: Adjustments; readonly scale: number }

export interface ToPixelWorker {
  readonly id: number
  readonly order: PixelOrder
}

export interface MadeShadow {
  readonly image: ImageBitmap
  /** In pixels of the layer. */
  readonly box: Box
}

export interface Made {
  /** Null for the shadow of letters alone. */
  readonly bitmap: ImageBitmap | null
  readonly shadow: MadeShadow | null
}

export type FromPixelWorker =
  | { readonly kind: 'made'; readonly id: number; readonly made: Made }
  | { readonly kind: 'refused'; readonly id: number; readonly reason: string }
