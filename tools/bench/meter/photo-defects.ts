import { type Plane, type Rgb8, type Rgba8, rgb8, rgba8 } from '../../../app/domain/raster.ts'
import type { Box } from './cases.ts'

/** Defects that are made on the garment's photograph, so that the pipeline drapes them as it would drape a wrong garment. */

interface PixelBox {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

function pixelsOf({ width, height }: Rgb8, box: Box): PixelBox {
  return {
    x0: Math.round(box.left * width),
    y0: Math.round(box.top * height),
    x1: Math.round(box.right * width),
    y1: Math.round(box.bottom * height),
  }
}

/** The print mirrored left to right in its place. */
export function mirrorBox(photo: Rgb8, box: Box): Rgb8 {
  return moveBox(photo, box, ({ x0, x1 }, x, y) => [x0 + x1 - 1 - x, y])
}

/** The print upside down in its place. */
export function turnBox(photo: Rgb8, box: Box): Rgb8 {
  return moveBox(photo, box, ({ x0, x1, y0, y1 }, x, y) => [x0 + x1 - 1 - x, y0 + y1 - 1 - y])
}

function moveBox(photo: Rgb8, box: Box, from: (box: PixelBox, x: number, y: number) => readonly [number, number]): Rgb8 {
  const out = rgb8(photo.width, photo.height, photo.data.slice())
  const area = pixelsOf(photo, box)
  for (let y = area.y0; y < area.y1; y++) {
    for (let x = area.x0; x < area.x1; x++) {
      const [u, v] = from(area, x, y)
      for (let c = 0; c < 3; c++) out.data[3 * (y * photo.width + x) + c] = photo.data[3 * (v * photo.width + u) + c]
    }
  }
  return out
}

/** The print wiped out: cloth carried in from the four sides of its box, with the grain of the cloth above it. */
export function wipeBox(photo: Rgb8, box: Box): Rgb8 {
  const out = rgb8(photo.width, photo.height, photo.data.slice())
  const { x0, y0, x1, y1 } = pixelsOf(photo, box)
  const at = (x: number, y: number, c: number): number => photo.data[3 * (y * photo.width + x) + c]
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const weights = [1 / (x - x0 + 1), 1 / (x1 - x), 1 / (y - y0 + 1), 1 / (y1 - y)]
      const sum = weights.reduce((total, weight) => total + weight, 0)
      for (let c = 0; c < 3; c++) {
        const sides = [at(x0 - 1, y, c), at(x1, y, c), at(x, y0 - 1, c), at(x, y1, c)]
        const mixed = sides.reduce((total, side, i) => total + side * (weights[i] ?? 0), 0) / sum
        out.data[3 * (y * photo.width + x) + c] = Math.round(mixed)
      }
    }
  }
  return out
}

/** A cut-out printed with stripes that keep its folds. */
export function printStripes(
  cutOut: Rgba8,
  options: {
    readonly angleDeg: number
    /** In pixels of the cut-out. */
    readonly pitchPx: number
    readonly rgb: readonly [number, number, number]
    readonly centre: readonly [number, number]
    /** The number of a stripe, counted from the centre, that is left out. */
    readonly without?: number
  },
): Rgba8 {
  const out = rgba8(cutOut.width, cutOut.height, cutOut.data.slice())
  const angle = (options.angleDeg * Math.PI) / 180
  const [nx, ny] = [-Math.sin(angle), Math.cos(angle)]
  const light = usualLuma(cutOut)
  for (let y = 0, i = 0; y < cutOut.height; y++) {
    for (let x = 0; x < cutOut.width; x++, i += 4) {
      if ((cutOut.data[i + 3] ?? 0) === 0) continue
      const phase = ((x - options.centre[0]) * nx + (y - options.centre[1]) * ny) / options.pitchPx
      const number = Math.floor(phase)
      if (number === options.without) continue
      // Half stripe, half cloth, with an edge of two pixels.
      const inside = Math.min(1, Math.max(0, 0.5 + (0.22 - Math.abs(phase - number - 0.5)) * options.pitchPx * 0.5))
      const shade = lumaAt(cutOut.data, i) / light
      for (let c = 0; c < 3; c++) {
        const dyed = Math.min(255, (options.rgb[c] ?? 0) * (0.35 + 0.65 * shade))
        out.data[i + c] = Math.round((cutOut.data[i + c] ?? 0) * (1 - inside) + dyed * inside)
      }
    }
  }
  return out
}

function usualLuma({ data }: Rgba8): number {
  const seen: number[] = []
  for (let i = 0; i < data.length; i += 4 * 17) if ((data[i + 3] ?? 0) > 200) seen.push(lumaAt(data, i))
  return Math.max(20, seen.sort((a, b) => a - b)[seen.length >> 1] ?? 128)
}

function lumaAt(data: Uint8Array, i: number): number {
  return 0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0)
}

/** The cloth's pattern turned and scaled inside the outline, which stays. What would come from outside is mirrored back in. */
export function changePattern(photo: Rgb8, mask: Plane, change: { readonly turnDeg: number; readonly scale: number }): Rgb8 {
  const { width, height } = photo
  const out = rgb8(width, height, photo.data.slice())
  const [cx, cy] = centreOf(mask)
  const angle = (change.turnDeg * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle) / change.scale, Math.sin(angle) / change.scale]
  const isInside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && (mask.data[Math.floor(y) * width + Math.floor(x)] ?? 0) > 0.98
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if ((mask.data[i] ?? 0) < 0.5) continue
      let [u, v] = [cx + (x - cx) * cos + (y - cy) * sin, cy - (x - cx) * sin + (y - cy) * cos]
      for (let pull = 0; !isInside(u, v) && pull < 60; pull++) [u, v] = [u + (cx - u) * 0.05, v + (cy - v) * 0.05]
      for (let c = 0; c < 3; c++) out.data[3 * i + c] = bilinear(photo, u, v, c)
    }
  }
  return out
}

/** The cloth without its stripes: every pixel the mean along their normal. */
export function wipeStripes(photo: Rgb8, mask: Plane, options: { readonly direction: 'across' | 'down'; readonly reachPx: number }): Rgb8 {
  const { width, height } = photo
  const out = rgb8(width, height, photo.data.slice())
  const step = options.direction === 'across' ? width : 1
  for (let i = 0; i < mask.data.length; i++) {
    if ((mask.data[i] ?? 0) < 0.5) continue
    for (let c = 0; c < 3; c++) {
      let sum = 0
      let count = 0
      for (let k = -options.reachPx; k <= options.reachPx; k += 3) {
        const j = i + k * step
        if ((mask.data[j] ?? 0) < 0.98) continue
        sum += photo.data[3 * j + c] ?? 0
        count++
      }
      if (count > 0) out.data[3 * i + c] = Math.round(sum / count)
    }
  }
  return out
}

function centreOf(mask: Plane): [number, number] {
  let [sumX, sumY, count] = [0, 0, 0]
  for (let i = 0; i < mask.data.length; i++) {
    if ((mask.data[i] ?? 0) < 0.5) continue
    sumX += i % mask.width
    sumY += Math.floor(i / mask.width)
    count++
  }
  return [sumX / count, sumY / count]
}

function bilinear({ width, height, data }: Rgb8, x: number, y: number, c: number): number {
  const [column, row] = [Math.min(width - 2, Math.max(0, Math.floor(x))), Math.min(height - 2, Math.max(0, Math.floor(y)))]
  const [fx, fy] = [x - column, y - row]
  const at = (dx: number, dy: number): number => data[3 * ((row + dy) * width + column + dx) + c] ?? 0
  return Math.round((at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy)
}
