import { fitInside, type Plane, plane, type Rgba8 } from '../../domain/raster.ts'
import { boxBlur, boxBlurInPlace } from '../blur.ts'
import { smooth } from '../geometry.ts'
import { decodeSrgb } from './tone-curve.ts'

/** Long side of the copy that light is looked at in: it is the same at every scale of a preview. */
export const LOOK_PX = 640
/** Window of the guided filter in that copy, and the variance (of 0..1) below which light is smoothed: cloth is, a sleeve against a wall is not. */
const WINDOW_PX = 14
const EPSILON = 0.003
/** Doublings, in sRGB values, at the dark end for shadows at 1, and of the distance to white for highlights at -1. */
const [SHADOW_RANGE, HIGHLIGHT_RANGE] = [1, 0.9]
const STEPS = 1024

export interface LightChange {
  readonly highlights: number
  readonly shadows: number
}

/**
 * Lightens shadows and darkens highlights by factors that belong to the light of a place, not to the pixel: so the contrast of cloth
 * stays what it was, and edges get no halo (guided filter of the luma by itself: He, Sun, Tang 2013).
 */
export class LocalLight {
  readonly #slope: Plane
  readonly #offset: Plane
  readonly #gains: Float32Array
  readonly #row: Float32Array
  readonly #height: number
  #columns: Columns | null = null

  /**
   * @param look the picture, at most `LOOK_PX` long.
   * @param height of the picture itself, in rows.
   * @param curve sRGB values 0..1 of bytes, as the steps before have changed them.
   */
  constructor(look: Rgba8, height: number, { curve, change }: { readonly curve: Float32Array; readonly change: LightChange }) {
    const luma = plane(look.width, look.height)
    for (let i = 0, j = 0; i < luma.data.length; i++, j += 4) {
      luma.data[i] = 0.299 * curve[look.data[j]] + 0.587 * curve[look.data[j + 1]] + 0.114 * curve[look.data[j + 2]]
    }
    const [slope, offset] = smoothLight(luma)
    this.#slope = slope
    this.#offset = offset
    this.#gains = gainsOf(change)
    this.#row = new Float32Array(2 * look.width)
    this.#height = height
  }

  /** @param line linear light 0..1 of row `y`, 3 interleaved floats a pixel; luma is 0..1, sRGB values, one a pixel. */
  change(line: Float32Array, y: number, luma: Float32Array): void {
    const width = luma.length
    this.#blendRows(y)
    const row = this.#row
    const gains = this.#gains
    const { index, next, fraction } = this.#columnsOf(width)
    for (let x = 0, i = 0; x < width; x++, i += 3) {
      const k = index[x]
      const j = next[x]
      const f = fraction[x]
      const light = (row[k] + (row[j] - row[k]) * f) * luma[x] + row[k + 1] + (row[j + 1] - row[k + 1]) * f
      const gain = gains[light <= 0 ? 0 : light >= 1 ? STEPS : (light * STEPS) | 0]
      if (gain > 1) {
        const bend = gain - 1
        line[i] = (gain * line[i]) / (1 + bend * line[i])
        line[i + 1] = (gain * line[i + 1]) / (1 + bend * line[i + 1])
        line[i + 2] = (gain * line[i + 2]) / (1 + bend * line[i + 2])
      } else {
        line[i] *= gain
        line[i + 1] *= gain
        line[i + 2] *= gain
      }
    }
  }

  /** Where the pixels of a row lie between the columns of the copy. */
  #columnsOf(width: number): Columns {
    if (this.#columns?.index.length === width) return this.#columns
    const columns = { index: new Int32Array(width), next: new Int32Array(width), fraction: new Float32Array(width) }
    const last = this.#slope.width - 1
    for (let x = 0; x < width; x++) {
      const at = Math.max(0, Math.min(last, ((x + 0.5) * this.#slope.width) / width - 0.5))
      columns.index[x] = 2 * Math.floor(at)
      columns.next[x] = 2 * Math.min(last, Math.floor(at) + 1)
      columns.fraction[x] = at - Math.floor(at)
    }
    this.#columns = columns
    return columns
  }

  #blendRows(y: number): void {
    const { width, height } = this.#slope
    const at = Math.max(0, Math.min(height - 1, ((y + 0.5) * height) / this.#height - 0.5))
    const top = Math.floor(at)
    const f = at - top
    const [i, j] = [top * width, Math.min(height - 1, top + 1) * width]
    for (let x = 0; x < width; x++) {
      this.#row[2 * x] = this.#slope.data[i + x] * (1 - f) + this.#slope.data[j + x] * f
      this.#row[2 * x + 1] = this.#offset.data[i + x] * (1 - f) + this.#offset.data[j + x] * f
    }
  }
}

interface Columns {
  readonly index: Int32Array
  readonly next: Int32Array
  readonly fraction: Float32Array
}

/** Light of a place as slope x luma + offset. */
function smoothLight(luma: Plane): readonly [slope: Plane, offset: Plane] {
  const reach = Math.max(1, Math.round((WINDOW_PX * Math.max(luma.width, luma.height)) / LOOK_PX))
  const mean = boxBlur(luma, reach)
  const square = plane(luma.width, luma.height)
  for (let i = 0; i < square.data.length; i++) square.data[i] = luma.data[i] * luma.data[i]
  boxBlurInPlace(square, reach)
  const slope = square
  for (let i = 0; i < slope.data.length; i++) {
    const variance = Math.max(0, square.data[i] - mean.data[i] * mean.data[i])
    slope.data[i] = variance / (variance + EPSILON)
    mean.data[i] -= slope.data[i] * mean.data[i]
  }
  return [boxBlurInPlace(slope, reach), boxBlurInPlace(mean, reach)]
}

/** Factors of linear light, by the light of the place. The light that comes of them rises with the light there was. */
function gainsOf({ highlights, shadows }: LightChange): Float32Array {
  return Float32Array.from({ length: STEPS + 1 }, (_, step) => {
    const light = Math.max(1, step) / STEPS
    const lifted = light * 2 ** (SHADOW_RANGE * shadows * (1 - smooth(light / 0.7)))
    const lowered = 1 - (1 - lifted) * 2 ** (-HIGHLIGHT_RANGE * highlights * smooth((lifted - 0.45) / 0.55))
    return decodeSrgb(lowered) / decodeSrgb(light)
  })
}

/** The size that light is looked at in. */
export const lookSize = (pixels: Rgba8) => fitInside(pixels, LOOK_PX)
