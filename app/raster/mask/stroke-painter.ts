import type { MaskStroke } from '../../domain/document/mask.ts'
import { roundShare } from '../../domain/document/round-share.ts'
import type { Rgba8 } from '../../domain/raster.ts'
import type { Box } from '../crop/affine.ts'
import type { ByteMask } from './byte-mask.ts'
import { EdgeStop } from './edge-stop.ts'
import { type BrushAt, type Capsule, paintCapsule } from './paint-capsule.ts'

/** What is known of a stroke before its first point. */
export type StrokeStyle = Pick<MaskStroke, 'mode' | 'width' | 'hardness' | 'followEdges'>

/**
 * Paints a stroke into a mask while it is drawn. Each point costs what lies between it and the one before it, however long the stroke is,
 * and what comes of it equals, byte for byte, the stroke painted at once.
 */
export class StrokePainter {
  readonly #mask: ByteMask
  readonly #style: StrokeStyle
  readonly #stop: EdgeStop | null
  #last: BrushAt | null = null

  /**
   * @param mask is painted on.
   * @param picture what the layer shows, at any size: strokes with `followEdges` stop at its edges. Null lets them through.
   */
  constructor(mask: ByteMask, style: StrokeStyle, picture: Rgba8 | null) {
    this.#mask = mask
    this.#style = style
    this.#stop = style.followEdges && picture !== null ? new EdgeStop(picture, mask) : null
  }

  /**
   * Goes on to a point; the first one is a dab.
   *
   * @param at shares of the layer's width and height, as in the document; rounded as the document rounds them.
   * @param pressure 0..1, the share of the width that the brush has there; 1 for a mouse.
   * @returns the pixels of the mask that may have changed; empty (width or height 0) when they all lie outside.
   */
  moveTo([x, y]: readonly [number, number], pressure = 1): Box {
    const { width, height } = this.#mask
    const radius = (this.#style.width * Math.max(width, height) * roundShare(pressure)) / 2
    const to = { x: roundShare(x) * width, y: roundShare(y) * height, radius }
    const from = this.#last ?? to
    // A pen that is pressed harder in the same place begins anew there.
    const start = this.#last === null || (from.x === to.x && from.y === to.y) ? 'round' : 'joined'
    this.#last = to
    this.#paint(from, to, start)
    return boxOf(this.#mask, from, to)
  }

  #paint(from: BrushAt, to: BrushAt, start: Capsule['start']): void {
    const { mode, hardness } = this.#style
    const stop = this.#stop
    if (stop === null) {
      paintCapsule(this.#mask, { mode, hardness, from, to, start }, null)
      return
    }
    // Paint that follows edges flows from the middle line: in short pieces, so that what is looked at stays small.
    const pieces = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (2 * Math.max(from.radius, to.radius) + 8)))
    for (let k = 0; k < pieces; k++) {
      const capsule = {
        mode,
        hardness,
        from: between(from, to, k / pieces),
        to: between(from, to, (k + 1) / pieces),
        start: k > 0 ? 'joined' : start,
      } as const
      paintCapsule(this.#mask, capsule, stop.limitFor(capsule))
    }
  }
}

/** Paints whole strokes, in their order. */
export function paintMaskStrokes(mask: ByteMask, strokes: readonly MaskStroke[], picture: Rgba8 | null): void {
  for (const stroke of strokes) {
    const painter = new StrokePainter(mask, stroke, picture)
    for (const [i, [x, y]] of stroke.points.entries()) painter.moveTo([x, y], stroke.pressure?.[i] ?? 1)
  }
}

function between(a: BrushAt, b: BrushAt, t: number): BrushAt {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, radius: a.radius + (b.radius - a.radius) * t }
}

function boxOf({ width, height }: ByteMask, from: BrushAt, to: BrushAt): Box {
  const reach = Math.max(from.radius, to.radius) + 1
  const side = (value: number, limit: number): number => Math.max(0, Math.min(limit, value))
  const x = side(Math.floor(Math.min(from.x, to.x) - reach), width)
  const y = side(Math.floor(Math.min(from.y, to.y) - reach), height)
  return {
    x,
    y,
    width: side(Math.ceil(Math.max(from.x, to.x) + reach), width) - x,
    height: side(Math.ceil(Math.max(from.y, to.y) + reach), height) - y,
  }
}
