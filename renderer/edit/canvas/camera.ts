import type { Size } from '../../../app/domain/raster.ts'
import type { Affine } from '../../../app/raster/crop/affine.ts'
import { fitWhole, type Viewport } from '../../canvas/viewport.ts'

interface Point {
  readonly x: number
  readonly y: number
}

const LEAST_SCALE = 0.01
const MOST_SCALE = 32

/** This much of the picture stays in sight, in screen pixels. */
const KEPT_PX = 48

/** Zooms so that the picture's point under `at` stays there. The picture may be moved freely, but never out of sight. */
export function zoomTo(camera: Viewport, factor: number, at: Point): Viewport {
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, camera.scale * factor))
  const k = scale / camera.scale
  return { scale, x: at.x - (at.x - camera.x) * k, y: at.y - (at.y - camera.y) * k }
}

export function keepInSight(camera: Viewport, picture: Size, room: Size): Viewport {
  const hold = (offset: number, length: number, side: number): number => Math.min(side - KEPT_PX, Math.max(KEPT_PX - length, offset))
  return {
    scale: camera.scale,
    x: hold(camera.x, picture.width * camera.scale, room.width),
    y: hold(camera.y, picture.height * camera.scale, room.height),
  }
}

/** The whole picture, never larger than it is. */
export function fitted(picture: Size, room: Size): Viewport {
  const fit = fitWhole(picture, room, 32)
  if (fit.scale <= 1) return fit
  return { scale: 1, x: (room.width - picture.width) / 2, y: (room.height - picture.height) / 2 }
}

/** Where a pixel of the picture is whole pixels of the screen, it lies on them: nothing is smeared over two. */
export function onWholePixels(camera: Viewport, ratio: number): Viewport {
  if (!Number.isInteger(camera.scale * ratio)) return camera
  return { ...camera, x: Math.round(camera.x * ratio) / ratio, y: Math.round(camera.y * ratio) / ratio }
}

/** From pixels of the picture to those of the screen, `ratio` of them for each pixel of the page. */
export function viewMap({ scale, x, y }: Viewport, ratio = 1): Affine {
  return { a: scale * ratio, b: 0, tx: x * ratio, c: 0, d: scale * ratio, ty: y * ratio }
}

export function mapPoint({ a, b, c, d, tx, ty }: Affine, { x, y }: Point): { readonly x: number; readonly y: number } {
  return { x: a * x + b * y + tx, y: c * x + d * y + ty }
}
