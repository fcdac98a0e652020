import type { Size } from '../raster.ts'
import type { ClipRatio } from './direction.ts'

/** Short side of a clip where nothing else is asked for. */
export const USUAL_SHORT_SIDE_PX = 1080

/** The size of a clip in pixels: even sides, as 4:2:0 needs them. */
export function clipSize(ratio: ClipRatio, still: Size, shortSidePx: number = USUAL_SHORT_SIDE_PX): Size {
  const [w, h] = shapeOf(ratio, still)
  const scale = shortSidePx / Math.min(w, h)
  return { width: even(w * scale), height: even(h * scale) }
}

function shapeOf(ratio: ClipRatio, still: Size): readonly [number, number] {
  switch (ratio) {
    case '9:16':
      return [9, 16]
    case '4:5':
      return [4, 5]
    case '1:1':
      return [1, 1]
    case '16:9':
      return [16, 9]
    case 'original':
      return [still.width, still.height]
  }
}

const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2))
