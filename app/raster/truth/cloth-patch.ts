import { type Plane, type Point, plane, type Rgb8 } from '../../domain/raster.ts'
import { type Crop, cropRgb } from '../body/person-crop.ts'
import { labOfSrgb } from '../colour.ts'
import { clamp, length } from '../geometry.ts'
import { resizeRgb, samplePlane } from '../resample.ts'

/**
 * The coordinates of a garment in a picture. A place on the garment is (u, v) in trunk widths: u to the picture's right from the
 * middle, v down from the line of the shoulders (or the waist). The two vectors are pixels for one trunk width.
 */
export interface ClothFrame {
  readonly origin: Point
  readonly across: Point
  readonly down: Point
}

/** A garment as one picture shows it. */
export interface ClothView {
  readonly image: Rgb8
  /** Where its cloth is seen, 0..1; may be smaller: mask pixel = picture pixel x `maskScale`. */
  readonly mask: Plane
  readonly maskScale: number
  readonly frame: ClothFrame
}

/** A part of a garment laid out straight: L, a, b and the cloth's mask on one grid of `density` pixels a trunk width. */
export interface ClothPatch {
  readonly channels: readonly [Plane, Plane, Plane]
  readonly mask: Plane
  readonly density: number
  /** Garment coordinates of the grid's corner. */
  readonly from: Point
}

export function pointOf({ origin, across, down }: ClothFrame, u: number, v: number): Point {
  return [origin[0] + across[0] * u + down[0] * v, origin[1] + across[1] * u + down[1] * v]
}

/**
 * Lays a part of a garment out straight. The picture is shrunk to the wanted density first, so that nothing aliases.
 *
 * @param area in trunk widths.
 */
export function layOut(view: ClothView, area: PatchArea): ClothPatch {
  const { from, to, density } = area
  const size = { width: Math.round((to[0] - from[0]) * density), height: Math.round((to[1] - from[1]) * density) }
  const { image } = view
  const box = boxAround(view, area)
  const scale = Math.min(1, density / Math.max(1, Math.min(length(view.frame.across), length(view.frame.down))))
  const part = cropRgb(image, box)
  const small = scale < 0.95 ? resizeRgb(part, { width: Math.ceil(box.width * scale), height: Math.ceil(box.height * scale) }) : part
  const [kx, ky] = [small.width / box.width, small.height / box.height]
  const channels = [plane(size.width, size.height), plane(size.width, size.height), plane(size.width, size.height)] as const
  const mask = plane(size.width, size.height)
  for (let y = 0, i = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, i++) {
      const [px, py] = pointOf(view.frame, from[0] + (x + 0.5) / density, from[1] + (y + 0.5) / density)
      const isInside = px >= 0 && py >= 0 && px < image.width && py < image.height
      mask.data[i] = isInside ? samplePlane(view.mask, px * view.maskScale, py * view.maskScale) : 0
      if (mask.data[i] > 0.02) putLab(small, [(px - box.x) * kx, (py - box.y) * ky], { channels, i })
    }
  }
  return { channels, mask, density, from }
}

export interface PatchArea {
  readonly from: Point
  readonly to: Point
  /** Pixels a trunk width. */
  readonly density: number
}

/** The part of the picture that an area lies in, whole pixels, at least 2 x 2. */
function boxAround({ image, frame }: ClothView, { from, to }: PatchArea): Crop {
  const corners = [from[0], to[0]].flatMap((u) => [from[1], to[1]].map((v) => pointOf(frame, u, v)))
  const span = (of: 0 | 1, size: number): readonly [number, number] => {
    const values = corners.map((corner) => corner[of])
    const start = clamp(Math.floor(Math.min(...values)) - MARGIN_PX, 0, size - 2)
    return [start, clamp(Math.ceil(Math.max(...values)) + MARGIN_PX, start + 2, size) - start]
  }
  const [x, width] = span(0, image.width)
  const [y, height] = span(1, image.height)
  return { x, y, width, height }
}

/** So that the mean at the sides is of whole pixels. */
const MARGIN_PX = 3

function putLab(
  { width, height, data }: Rgb8,
  [x, y]: Point,
  out: { readonly channels: readonly [Plane, Plane, Plane]; readonly i: number },
): void {
  const column = Math.min(width - 2, Math.max(0, Math.floor(x - 0.5)))
  const row = Math.min(height - 2, Math.max(0, Math.floor(y - 0.5)))
  const fx = Math.min(1, Math.max(0, x - 0.5 - column))
  const fy = Math.min(1, Math.max(0, y - 0.5 - row))
  const at = (c: number): number => {
    const j = 3 * (row * width + column) + c
    const below = j + 3 * width
    return (data[j] * (1 - fx) + data[j + 3] * fx) * (1 - fy) + (data[below] * (1 - fx) + data[below + 3] * fx) * fy
  }
  const lab = labOfSrgb(Math.round(at(0)), Math.round(at(1)), Math.round(at(2)))
  for (const c of [0, 1, 2] as const) out.channels[c].data[out.i] = lab[c]
}
