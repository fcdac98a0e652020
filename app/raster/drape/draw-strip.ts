import type { Rgba8 } from '../../domain/raster.ts'
import { eachTriangle, type Strip, signedArea } from '../fit/strip.ts'
import { facingOf } from '../fit/unfold.ts'
import type { Texture } from './texture.ts'

/** Barycentric slack: neighbours share their edge, so no pixel between them is missed. */
const SLACK = 1e-4

/**
 * Draws a strip: bilinear samples of the texture, times the strip's shade.
 *
 * @param strip source in texture pixels, target in the layer's pixels.
 * @param layer premultiplied; where it is already covered more strongly it is kept.
 */
export function drawStrip(texture: Texture, strip: Strip, layer: Rgba8): void {
  const facing = facingOf(strip, strip.target)
  eachTriangle(strip, (a, b, c) => {
    const area = signedArea(strip.target, a, b, c)
    // A triangle that shows its back is a fold that could not be opened: its neighbours cover the place.
    if (area * facing < 1e-6) return
    drawTriangle(texture, strip, { layer, corners: [a, b, c], area })
  })
}

interface Triangle {
  readonly layer: Rgba8
  readonly corners: readonly [number, number, number]
  /** Twice the signed area on the layer. */
  readonly area: number
}

function drawTriangle(texture: Texture, strip: Strip, { layer, corners, area }: Triangle): void {
  const { target, source, shade } = strip
  // Written out: unpacking lists makes an iterator each time, and there are thousands of triangles.
  const a = corners[0]
  const b = corners[1]
  const c = corners[2]
  const ax = target[2 * a]
  const ay = target[2 * a + 1]
  const bx = target[2 * b]
  const by = target[2 * b + 1]
  const cx = target[2 * c]
  const cy = target[2 * c + 1]
  const x0 = Math.max(0, Math.floor(Math.min(ax, bx, cx)))
  const x1 = Math.min(layer.width - 1, Math.ceil(Math.max(ax, bx, cx)))
  const y0 = Math.max(0, Math.floor(Math.min(ay, by, cy)))
  const y1 = Math.min(layer.height - 1, Math.ceil(Math.max(ay, by, cy)))
  const inverse = 1 / area
  const place: Sample = { u: 0, v: 0, shade: 0, at: 0 }
  const u0 = source[2 * a]
  const v0 = source[2 * a + 1]
  const s0 = shade[a]
  const ub = source[2 * b] - u0
  const vb = source[2 * b + 1] - v0
  const sb = shade[b] - s0
  const uc = source[2 * c] - u0
  const vc = source[2 * c + 1] - v0
  const sc = shade[c] - s0
  const dbx = bx - ax
  const dby = by - ay
  const dcx = cx - ax
  const dcy = cy - ay
  for (let y = y0; y <= y1; y++) {
    const py = y + 0.5 - ay
    for (let x = x0; x <= x1; x++) {
      const px = x + 0.5 - ax
      const toB = (px * dcy - dcx * py) * inverse
      const toC = (dbx * py - px * dby) * inverse
      if (toB < -SLACK || toC < -SLACK || toB + toC > 1 + SLACK) continue
      place.u = u0 + ub * toB + uc * toC - 0.5
      place.v = v0 + vb * toB + vc * toC - 0.5
      place.shade = s0 + sb * toB + sc * toC
      place.at = 4 * (y * layer.width + x)
      sample(texture, layer.data, place)
    }
  }
}

/** One pixel to draw: its place in the texture, its brightness, its index in the layer. One object for all pixels of a triangle. */
interface Sample {
  u: number
  v: number
  shade: number
  at: number
}

function sample({ width, height, data }: Texture, out: Uint8Array, { u, v, shade, at }: Sample): void {
  if (u < 0 || v < 0 || u >= width - 1 || v >= height - 1) return
  const column = u | 0
  const row = v | 0
  const fx = u - column
  const fy = v - row
  const top = 4 * (row * width + column)
  const bottom = top + 4 * width
  const w00 = (1 - fx) * (1 - fy)
  const w10 = fx * (1 - fy)
  const w01 = (1 - fx) * fy
  const w11 = fx * fy
  const alpha = data[top + 3] * w00 + data[top + 7] * w10 + data[bottom + 3] * w01 + data[bottom + 7] * w11
  if (alpha < 1 || out[at + 3] > alpha) return
  for (let c = 0; c < 3; c++) {
    const value = data[top + c] * w00 + data[top + 4 + c] * w10 + data[bottom + c] * w01 + data[bottom + 4 + c] * w11
    out[at + c] = Math.min(255, value * shade + 0.5)
  }
  out[at + 3] = alpha
}
