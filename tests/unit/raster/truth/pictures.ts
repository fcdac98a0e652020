import { plane, type Rgb8, rgb8 } from '../../../../app/domain/raster.ts'
import type { ClothView } from '../../../../app/raster/truth/cloth-patch.ts'

export type Paint = (x: number, y: number) => readonly [number, number, number]

/** A picture painted pixel by pixel. */
export function painted(width: number, height: number, paint: Paint): Rgb8 {
  const out = rgb8(width, height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) out.data.set(paint(x, y), 3 * (y * width + x))
  return out
}

/** A square of cloth that fills its picture: one trunk width is two thirds of it. */
export function clothView(image: Rgb8): ClothView {
  const mask = plane(image.width, image.height)
  mask.data.fill(1)
  const width = (image.width * 2) / 3
  return { image, mask, maskScale: 1, frame: { origin: [image.width / 2, 0], across: [width, 0], down: [0, width] } }
}

/** Stripes of a pitch in pixels; angle in degrees, 0 across, 90 down. */
export function stripes(pitchPx: number, angleDeg: number, options: { readonly without?: number } = {}): Paint {
  const angle = (angleDeg * Math.PI) / 180
  return (x, y) => {
    const phase = (-x * Math.sin(angle) + y * Math.cos(angle)) / pitchPx
    const isDark = phase - Math.floor(phase) < 0.5 && Math.floor(phase) !== options.without
    return isDark ? [40, 50, 110] : [232, 228, 220]
  }
}

/** A glyph that differs from its mirror image and from itself upside down: an F with a foot, 10 x 14 cells. */
const GLYPH = [
  '##########',
  '##########',
  '##........',
  '##........',
  '#######...',
  '#######...',
  '##........',
  '##........',
  '##....##..',
  '##....##..',
]

export function glyph(
  box: { readonly x: number; readonly y: number; readonly size: number },
  look: 'upright' | 'mirrored' | 'turned' | 'none',
): Paint {
  const cell = box.size / 10
  return (x, y) => {
    const cloth = [64, 96, 150] as const
    let [column, row] = [Math.floor((x - box.x) / cell), Math.floor((y - box.y) / cell)]
    if (look === 'none' || column < 0 || row < 0 || column > 9 || row > 9) return cloth
    if (look !== 'upright') column = 9 - column
    if (look === 'turned') row = 9 - row
    return GLYPH[row]?.[column] === '#' ? [240, 238, 230] : cloth
  }
}
