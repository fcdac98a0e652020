import type { MarkPlace, Watermark } from '../export/export-recipe.ts'
import type { Size } from '../raster.ts'
import type { Covered } from './networks.ts'

export interface MarkBox extends Size {
  readonly x: number
  readonly y: number
}

export interface MarkLayout {
  /** Pixels of the frame that the mark's picture takes; all even. */
  readonly box: MarkBox
  /** Height of a line of text or of the logo before it is turned, in pixels. */
  readonly heightPx: number
  /** Where it would have been, a network would have covered it. */
  readonly isMoved: boolean
}

/**
 * Where a mark lies: at its place, at least its margin from the edges, outside of everything that is covered. One that does not fit
 * there becomes smaller. A tiled mark fills what is not covered.
 *
 * @param own the mark's own size before it is turned, in any unit.
 */
export function layOutMark(
  frame: Size,
  own: Size,
  given: { readonly mark: Omit<Watermark, 'content'>; readonly covered: Covered },
): MarkLayout {
  const { mark, covered } = given
  const short = Math.min(frame.width, frame.height)
  const margin = mark.margin * short
  const safe = {
    left: Math.max(margin, covered.left * frame.width),
    top: Math.max(margin, covered.top * frame.height),
    right: Math.min(frame.width - margin, frame.width * (1 - covered.right)),
    bottom: Math.min(frame.height - margin, frame.height * (1 - covered.bottom)),
  }
  const room = { width: Math.max(2, safe.right - safe.left), height: Math.max(2, safe.bottom - safe.top) }
  const heightPx = mark.size * short
  if (mark.tiled) {
    const box = evenInside({ x: safe.left, y: safe.top, ...room })
    return { box, heightPx, isMoved: Object.values(covered).some((part) => part > 0) }
  }
  const turned = turnedSize({ width: (own.width * heightPx) / own.height, height: heightPx }, mark.rotation)
  const fit = Math.min(1, room.width / turned.width, room.height / turned.height)
  const size = { width: turned.width * fit, height: turned.height * fit }
  const [across, down] = sharesOf(mark.place)
  const box = { x: safe.left + across * (room.width - size.width), y: safe.top + down * (room.height - size.height), ...size }
  const wished = {
    x: margin + across * (frame.width - 2 * margin - size.width),
    y: margin + down * (frame.height - 2 * margin - size.height),
  }
  const isMoved = fit < 1 || Math.abs(wished.x - box.x) > 1 || Math.abs(wished.y - box.y) > 1
  return { box: evenInside(box), heightPx: heightPx * fit, isMoved }
}

/** Whole even pixels, none of them outside of the box: colour is stored for four pixels at a time. */
function evenInside({ x, y, width, height }: MarkBox): MarkBox {
  const [left, top] = [2 * Math.ceil(x / 2), 2 * Math.ceil(y / 2)]
  const side = (end: number, start: number): number => Math.max(2, 2 * Math.floor((end - start) / 2))
  return { x: left, y: top, width: side(x + width, left), height: side(y + height, top) }
}

function sharesOf(place: MarkPlace): readonly [number, number] {
  const across = place.includes('left') ? 0 : place.includes('right') ? 1 : 0.5
  const down = place.includes('top') ? 0 : place.includes('bottom') ? 1 : 0.5
  return [across, down]
}

function turnedSize({ width, height }: Size, degrees: number): Size {
  const angle = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  return { width: cos * width + sin * height, height: sin * width + cos * height }
}
