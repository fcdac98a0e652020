import { type RefObject, useEffect, useRef } from 'react'
import type { BrushStroke, StrokePath } from '../../app/domain/brush-stroke.ts'
import type { BrushedMask } from '../../app/domain/brushed-mask.ts'
import type { RewarpFrame } from '../rewarp/messages.ts'
import { createMaskOverlay, type MaskOverlay } from './mask-overlay.ts'

export interface MaskCanvas {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  /** Paints the newest piece of the stroke that is drawn; `from`: how many of its points are painted already. */
  follow(stroke: StrokePath, from: number): void
  /** The stroke is done or given up. */
  drop(): void
}

interface Painted {
  readonly mask: BrushedMask
  /** Of the garment that is brushed, by its place in the wearing order. */
  readonly garment: number
  /** With what is settled only. */
  readonly strokes: readonly BrushStroke[]
}

/** Draws a mask over the picture: as the latest frame has it, and what has been painted since. A hand is ahead of any worker. */
export function useMaskCanvas(frame: RewarpFrame | null, { mask, garment, strokes }: Painted): MaskCanvas {
  const canvas = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<MaskOverlay | null>(null)
  const live = useRef<StrokePath | null>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (frame?.mask == null || frame.order.mask !== mask || canvas.current === null || !context) return
    const { width, height } = frame.mask
    const next = createMaskOverlay(frame.mask)
    // The last stroke that the frame knows may have gone on since; painted twice, it does what it did once.
    const known = Math.max(0, frame.order.corrections.strokes.length - 1)
    const isOver = (stroke: BrushStroke): boolean => stroke.mask === mask && (mask !== 'garment' || (stroke.garment ?? 0) === garment)
    next.paint(mask === 'person' ? strokes.filter(isOver) : strokes.slice(known).filter(isOver))
    if (live.current !== null) next.paint([live.current])
    if (canvas.current.width !== width || canvas.current.height !== height) Object.assign(canvas.current, { width, height })
    context.putImageData(new ImageData(next.pixels, width, height), 0, 0)
    overlay.current = next
  }, [frame, mask, garment, strokes])
  return {
    canvas,
    follow(stroke, from) {
      live.current = stroke
      const element = canvas.current
      const painted = overlay.current
      const context = element?.getContext('2d')
      if (element === null || painted === null || !context) return
      const { x, y, width, height } = painted.extend(stroke, from)
      if (width > 0 && height > 0)
        context.putImageData(new ImageData(painted.pixels, element.width, element.height), 0, 0, x, y, width, height)
    },
    drop() {
      live.current = null
    },
  }
}
