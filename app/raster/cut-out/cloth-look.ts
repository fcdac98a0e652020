import { type Plane, plane, type Rgb8, rgb8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { labOfRgb } from '../colour.ts'

/** What cloth looks like from some steps away: colours of its neighbourhood, and how much they differ there. */
export interface ClothLook {
  readonly width: number
  readonly height: number
  /** Four interleaved floats a pixel: lightness, a, b and texture, in Lab units times the weights below. */
  readonly values: Float32Array
}

/** A shadow changes lightness first, so hue counts more; cloth with a pattern differs from any plain ground by its texture. */
const WEIGHTS = { lightness: 0.7, chroma: 1.4, texture: 1.5 } as const
const COLOUR_SIGMA_PX = 1
const TEXTURE_SIGMA_PX = 2
/** An edge between plain parts is no texture: what is narrower than this is taken off, and less given back, so that rims stay narrow. */
const NARROW_PX = 3
const GIVEN_BACK_PX = 2

/** Measures how cloth looks; made for pictures of about 256 px. */
export function measureLook(image: Rgb8): ClothLook {
  const { width, height } = image
  const lab = labOfRgb(image)
  const [lightness, a, b, squares] = [0, 1, 2, 3].map(() => plane(width, height))
  for (let i = 0; i < squares.data.length; i++) {
    lightness.data[i] = lab[3 * i]
    a.data[i] = lab[3 * i + 1]
    b.data[i] = lab[3 * i + 2]
    squares.data[i] = lab[3 * i] ** 2
  }
  const [softL, softA, softB] = [lightness, a, b].map((channel) => blur(channel, COLOUR_SIGMA_PX))
  const texture = measureTexture(lightness, squares)
  const values = new Float32Array(4 * squares.data.length)
  for (let i = 0; i < squares.data.length; i++) {
    values[4 * i] = WEIGHTS.lightness * softL.data[i]
    values[4 * i + 1] = WEIGHTS.chroma * softA.data[i]
    values[4 * i + 2] = WEIGHTS.chroma * softB.data[i]
    values[4 * i + 3] = WEIGHTS.texture * texture.data[i]
  }
  return { width, height, values }
}

/** Standard deviation of lightness around each pixel. */
function measureTexture(lightness: Plane, squares: Plane): Plane {
  const mean = blur(lightness, TEXTURE_SIGMA_PX)
  const meanSquare = blur(squares, TEXTURE_SIGMA_PX)
  const spread = plane(lightness.width, lightness.height)
  for (let i = 0; i < spread.data.length; i++) spread.data[i] = Math.sqrt(Math.max(0, meanSquare.data[i] - mean.data[i] ** 2))
  return extremeAround(extremeAround(spread, NARROW_PX, -1), GIVEN_BACK_PX, 1)
}

/** The greatest value within a square; with `sign` -1 the least one. */
function extremeAround(source: Plane, radiusPx: number, sign: 1 | -1): Plane {
  const { width, height } = source
  const across = new Float32Array(source.data.length)
  for (let i = 0; i < across.length; i++) across[i] = sign * source.data[i]
  const down = new Float32Array(across.length)
  for (let y = 0; y < height; y++) {
    const row = y * width
    for (let x = 0; x < width; x++) {
      const end = row + Math.min(width - 1, x + radiusPx)
      let best = across[row + x]
      for (let k = row + Math.max(0, x - radiusPx); k <= end; k++) if (across[k] > best) best = across[k]
      down[row + x] = best
    }
  }
  const out = plane(width, height)
  out.data.set(down)
  for (let step = -radiusPx; step <= radiusPx; step++) {
    const from = Math.max(0, -step) * width
    const to = (height - Math.max(0, step)) * width
    for (let i = from, j = from + step * width; i < to; i++, j++) if (down[j] > out.data[i]) out.data[i] = down[j]
  }
  for (let i = 0; i < out.data.length; i++) out.data[i] *= sign
  return out
}

/** Byte steps for one unit of a look. */
const GAIN = 2.2

/**
 * A look as a picture of three channels, for methods that need one: lightness, texture, and hue along the direction in which
 * the garment differs from its ground.
 *
 * @param mask 0 or 1, the garment as far as it is known.
 */
export function lookAsPicture({ width, height, values }: ClothLook, mask: Plane): Rgb8 {
  const { inside, outside } = meanLooks(values, mask)
  const [da, db] = [inside[1] - outside[1], inside[2] - outside[2]]
  const size = Math.hypot(da, db)
  const [ua, ub] = size < 1e-3 ? [1, 0] : [da / size, db / size]
  const centre = inside.map((mean, c) => (mean + outside[c]) / 2)
  const out = rgb8(width, height)
  const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(128 + GAIN * value)))
  for (let i = 0; i < mask.data.length; i++) {
    out.data[3 * i] = byte(values[4 * i] - centre[0])
    out.data[3 * i + 1] = byte(ua * (values[4 * i + 1] - centre[1]) + ub * (values[4 * i + 2] - centre[2]))
    out.data[3 * i + 2] = byte(values[4 * i + 3] - centre[3])
  }
  return out
}

/** How far the mean hue within a mask is from that outside of it, in weighted Lab units. */
export function chromaApart({ values }: ClothLook, mask: Plane): number {
  const { inside, outside } = meanLooks(values, mask)
  return Math.hypot(inside[1] - outside[1], inside[2] - outside[2])
}

function meanLooks(values: Float32Array, mask: Plane): { readonly inside: readonly number[]; readonly outside: readonly number[] } {
  const sums = [new Float64Array(4), new Float64Array(4)] as const
  let area = 0
  for (let i = 0; i < mask.data.length; i++) {
    const isInside = mask.data[i] > 0.5
    if (isInside) area++
    const sum = sums[isInside ? 0 : 1]
    for (let c = 0; c < 4; c++) sum[c] += values[4 * i + c]
  }
  const means = (sum: Float64Array, count: number): number[] => Array.from(sum, (value) => value / Math.max(1, count))
  return { inside: means(sums[0], area), outside: means(sums[1], mask.data.length - area) }
}
