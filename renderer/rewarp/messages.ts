import type { BrushedMask } from '../../app/domain/brushed-mask.ts'
import type { Corrections, MovedAnchor, MovedJoint } from '../../app/domain/corrections.ts'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import type { Pace } from '../../app/raster/preview/kit-clearing.ts'
import type { MaskBytes } from '../brush/mask-overlay.ts'

/** A point that can be dragged, in pixels of the draft. */
export type Handle =
  | { readonly kind: 'joint'; readonly name: MovedJoint['name']; readonly x: number; readonly y: number; readonly isGuessed: boolean }
  | {
      readonly kind: 'anchor'
      readonly garment: number
      readonly name: MovedAnchor['name']
      readonly x: number
      readonly y: number
      readonly isGuessed: false
    }

/** A point by name; a garment's by its place in the wearing order too. */
export type HandleId =
  | { readonly kind: 'joint'; readonly name: MovedJoint['name'] }
  | { readonly kind: 'anchor'; readonly garment: number; readonly name: MovedAnchor['name'] }

/** Shapes that are drawn over the picture and worked out only where they are. */
export type Shape = 'pose' | 'mesh' | 'anchors'

export interface RenderOrder {
  readonly corrections: Corrections
  /** Of the preview, in pixels. */
  readonly longSide: number
  /** While a hand moves, what takes long is made coarser. */
  readonly pace: Pace
  readonly shapes: readonly Shape[]
  /** The mask that is painted over; null where none is. */
  readonly mask: BrushedMask | null
}

/** A garment laid anew, as the page shows it. */
export interface RewarpFrame {
  /** What it was asked for. */
  readonly order: RenderOrder
  /** The part of the draft it covers, in its pixels. */
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly width: number
  readonly height: number
  /** RGBA, straight alpha: 0 where the photo stays. */
  readonly pixels: ArrayBuffer
  readonly handles: readonly Handle[]
  readonly shapes: Pick<DraftOverlays, Shape>
  /** The mask that was asked for, with the strokes of the order. */
  readonly mask: MaskBytes | null
  /** How long the kernels took. */
  readonly tookMs: number
}

export type ToWorker =
  | { readonly kind: 'open'; readonly bytes: ArrayBuffer }
  | { readonly kind: 'render'; readonly id: number; readonly order: RenderOrder }

export type FromWorker =
  | { readonly kind: 'frame'; readonly id: number; readonly frame: RewarpFrame }
  /** `id` is null where the kit could not be read. */
  | { readonly kind: 'refused'; readonly id: number | null; readonly reason: string }
