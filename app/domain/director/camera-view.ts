import type { Size } from '../raster.ts'

/**
 * Where the camera is. A pinhole camera before planes that face it: the person at distance 1, what is behind at distance `far`.
 * `x`, `y` is the middle of the view at the person in shares of the still; `zoom` how large the person is against the whole view; `trackX`,
 * `trackY` how far the camera has travelled, in shares of the still: it turns against its travel, so that its middle stays on the person;
 * `dolly` how much of the way to the person it has gone; `yawDegrees` how far round them.
 */
export interface CameraPose {
  readonly x: number
  readonly y: number
  readonly zoom: number
  readonly trackX: number
  readonly trackY: number
  readonly dolly: number
  readonly yawDegrees: number
}

/** A part of the still, in shares of its sides. */
export interface View {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The largest part of a still that has the shape of a clip, in shares of the still's sides. */
export function wholeView(still: Size, clip: Size): Size {
  const wide = clip.width / clip.height / (still.width / still.height)
  return { width: Math.min(1, wide), height: Math.min(1, 1 / wide) }
}

/**
 * What a camera sees of a plane.
 *
 * @param whole the largest view, in shares of the still.
 * @param distance of the plane; the person is at 1.
 */
export function viewAt({ x, y, zoom, trackX, trackY, dolly }: CameraPose, whole: Size, distance: number): View {
  // What is behind comes less near than the person, by whom the zoom is told.
  const size = (1 - dolly / distance) / (zoom * (1 - dolly))
  const width = whole.width * size
  const height = whole.height * size
  const k = 1 - 1 / distance
  return { x: x - trackX * k - width / 2, y: y - trackY * k - height / 2, width, height }
}
