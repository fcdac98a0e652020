import type { StrokePath } from '../../app/domain/brush-stroke.ts'
import { type Plane, plane } from '../../app/domain/raster.ts'
import { paintStroke, strokesIn } from '../../app/raster/brush.ts'

/** A mask of the preview, as bytes, and the part of the picture that it covers in shares of that. */
export interface MaskBytes {
  readonly width: number
  readonly height: number
  readonly values: ArrayBuffer
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A mask as it is while it is painted over: the latest that the worker told, and the strokes that it does not know yet. */
export interface MaskOverlay {
  /** RGBA of the mask's size. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
  /** Paints the newest piece of a stroke. @returns the pixels that changed. */
  extend(stroke: StrokePath, from: number): Box
  paint(strokes: readonly StrokePath[]): void
}

/** Red, as masks have been painted with since Rubylith; the picture stays to be seen beneath. */
const COLOUR = [235, 30, 45] as const
const OPACITY = 0.5

export function createMaskOverlay({ width, height, values, area }: MaskBytes): MaskOverlay {
  const bytes = new Uint8Array(values)
  const mask = plane(width, height)
  for (let i = 0; i < bytes.length; i++) mask.data[i] = (bytes[i] ?? 0) / 255
  const pixels = new Uint8ClampedArray(4 * width * height)
  const picture = { width: width / area.width, height: height / area.height }
  const place = { picture, x: area.x * picture.width, y: area.y * picture.height, scale: 1 }
  const paintOne = (stroke: StrokePath): Box => {
    const [shown] = strokesIn([stroke], place)
    return shown === undefined ? { x: 0, y: 0, width: 0, height: 0 } : paintStroke(mask, shown)
  }
  tint(pixels, mask, { x: 0, y: 0, width, height })
  return {
    pixels,
    extend(stroke, from) {
      const box = paintOne({ ...stroke, points: stroke.points.slice(Math.max(0, from - 1)) })
      tint(pixels, mask, box)
      return box
    },
    paint(strokes) {
      for (const stroke of strokes) tint(pixels, mask, paintOne(stroke))
    },
  }
}

function tint(pixels: Uint8ClampedArray, mask: Plane, box: Box): void {
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x, i = y * mask.width + box.x; x < box.x + box.width; x++, i++) {
      pixels[4 * i] = COLOUR[0]
      pixels[4 * i + 1] = COLOUR[1]
      pixels[4 * i + 2] = COLOUR[2]
      pixels[4 * i + 3] = 255 * OPACITY * (mask.data[i] ?? 0)
    }
  }
}
