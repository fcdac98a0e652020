import type { Size } from '../../../app/domain/raster.ts'
import type { OverlayColours } from './overlay-painter.ts'

/** The context of a canvas that fills the window, pixel for pixel of the screen. */
export function contextOf(canvas: HTMLCanvasElement, room: Size): CanvasRenderingContext2D | null {
  const [width, height] = [Math.round(room.width * devicePixelRatio), Math.round(room.height * devicePixelRatio)]
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  return canvas.getContext('2d')
}

let colours: OverlayColours | null = null

/** They are the same in both themes, so they are read once. */
export function coloursOf(element: HTMLElement): OverlayColours {
  if (colours !== null) return colours
  const style = getComputedStyle(element)
  colours = { accent: style.getPropertyValue('--pic-accent').trim(), line: style.getPropertyValue('--pic-line').trim() }
  return colours
}
