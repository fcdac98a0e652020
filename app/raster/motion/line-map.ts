import type { View } from '../../domain/director/camera-view.ts'
import type { Size } from '../../domain/raster.ts'

/** Places along one side of a plane: sample `i` of a frame looks at `start + step * i`, in samples of the source (0 is its first). */
export interface LineMap {
  readonly start: number
  readonly step: number
}

export interface PlaneMap {
  readonly x: LineMap
  readonly y: LineMap
}

/** How the samples of a frame look at those of the working picture. */
export interface FrameMaps {
  readonly luma: PlaneMap
  readonly chroma: PlaneMap
}

/**
 * @param view in shares of the still; `source` the working size, `clip` the frame, both in pixels.
 *
 * Chroma of a clip sits on the left one of its two pixels (as players take it for H.264), that of a working picture between them.
 */
export function frameMaps(view: View, source: Size, clip: Size): FrameMaps {
  const stepX = (view.width * source.width) / clip.width
  const stepY = (view.height * source.height) / clip.height
  const left = view.x * source.width
  const top = view.y * source.height
  return {
    luma: { x: { start: left + 0.5 * stepX - 0.5, step: stepX }, y: { start: top + 0.5 * stepY - 0.5, step: stepY } },
    chroma: { x: { start: (left + 0.5 * stepX) / 2 - 0.5, step: stepX }, y: { start: (top + stepY) / 2 - 0.5, step: stepY } },
  }
}
