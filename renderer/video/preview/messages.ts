import type { ClipNote } from '../../../app/domain/director/clip-notes.ts'
import type { Direction } from '../../../app/domain/director/direction.ts'
import type { PathPoses } from '../stage/path-poses.ts'

export type ToWorker =
  | { readonly kind: 'open'; readonly bytes: ArrayBuffer }
  | { readonly kind: 'direct'; readonly id: number; readonly direction: Direction }
  | { readonly kind: 'paint'; readonly frame: number }

/** A frame for a canvas: RGBA, opaque. */
export interface PaintedFrame {
  /** The direction it was painted by. */
  readonly id: number
  readonly frame: number
  readonly width: number
  readonly height: number
  readonly pixels: ArrayBuffer
  /** How long the kernels took. */
  readonly tookMs: number
}

export interface Directed {
  readonly id: number
  readonly path: PathPoses
  readonly notes: readonly ClipNote[]
}

export type FromWorker =
  | { readonly kind: 'directed'; readonly directed: Directed }
  | { readonly kind: 'painted'; readonly painted: PaintedFrame }
  | { readonly kind: 'refused'; readonly reason: string }
