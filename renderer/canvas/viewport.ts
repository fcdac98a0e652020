import type { Size } from '../../app/domain/raster.ts'

/** How a picture lies in its window: screen = picture * scale + offset. Screen pixels, origin at the window's top left. */
export interface Viewport {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** A part of the picture, in its pixels. */
export interface Area extends Size {
  readonly x: number
  readonly y: number
}

interface Point {
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

/** How much of the area of interest is in sight at least, each way: a little off its end is worth a picture without rims. */
const SHOWN = 0.9

/**
 * The picture to the edges of the window, with the area of interest in the middle and nearly all of it in sight; where that
 * needs a smaller picture, as far to the edges as it goes.
 */
export function fillWindow(picture: Size, window: Size, area: Area): Viewport {
  const cover = Math.max(window.width / picture.width, window.height / picture.height)
  const shows = Math.min(window.width / (area.width * SHOWN), window.height / (area.height * SHOWN))
  const scale = Math.min(MAX_SCALE, Math.max(fitWhole(picture, window).scale, Math.min(cover, shows)))
  const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 }
  return keepInReach({ scale, x: window.width / 2 - middle.x * scale, y: window.height / 2 - middle.y * scale }, picture, window)
}

/** The picture at `scale`, centred. */
export function centred(picture: Size, window: Size, scale: number): Viewport {
  return { scale, x: (window.width - picture.width * scale) / 2, y: (window.height - picture.height * scale) / 2 }
}

/** Zooms so that the picture's point under `at` (screen pixels) stays there. Not below the fit, not above 800 %. */
export function zoomAt(viewport: Viewport, factor: number, at: Point, minScale: number): Viewport {
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
