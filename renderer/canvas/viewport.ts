import type { Size } from '../../app/domain/raster.ts'

/** How a picture lies in its window: screen = picture * scale + offset. Screen pixels, origin at the window's top left. */
export interface Viewport {
  readonly scale: number
  readonly x: number
  readonly y: number
}

const MAX_SCALE = 8

/** The whole picture, centred, with a margin in screen pixels. */
export function fitWhole(picture: Size, window: Size, marginPx = 20): Viewport {
  const room = { width: Math.max(1, window.width - 2 * marginPx), height: Math.max(1, window.height - 2 * marginPx) }
  const scale = Math.min(room.width / picture.width, room.height / picture.height)
  return centred(picture, window, scale)
}

/** The picture at `scale`, centred. */
export function centred(picture: Size, window: Size, scale: number): Viewport {
  return { scale, x: (window.width - picture.width * scale) / 2, y: (window.height - picture.height * scale) / 2 }
}

/** Zooms so that the picture's point under `at` (screen pixels) stays there. Not below the fit, not above 800 %. */
export function zoomAt(viewport: Viewport, factor: number, at: { readonly x: number; readonly y: number }, minScale: number): Viewport {
  const scale = Math.min(MAX_SCALE, Math.max(minScale, viewport.scale * factor))
  const k = scale / viewport.scale
  return { scale, x: at.x - (at.x - viewport.x) * k, y: at.y - (at.y - viewport.y) * k }
}

/** Keeps the picture in reach: centred where it is smaller than the window, else no gap at an edge. */
export function keepInReach(viewport: Viewport, picture: Size, window: Size): Viewport {
  return {
    scale: viewport.scale,
    x: settle(viewport.x, picture.width * viewport.scale, window.width),
    y: settle(viewport.y, picture.height * viewport.scale, window.height),
  }
}

function settle(offset: number, length: number, room: number): number {
  if (length <= room) return (room - length) / 2
  return Math.min(0, Math.max(room - length, offset))
}
