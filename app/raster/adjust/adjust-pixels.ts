import type { Adjustments } from '../../domain/document/adjustments.ts'
import { type Rgba8, rgba8 } from '../../domain/raster.ts'
import { resizePremultiplied } from '../resample.ts'
import { skinLikelihood } from '../skin-likelihood.ts'
import { type ChromaChange, changeChroma } from './chroma.ts'
import { LocalLight, lookSize } from './local-light.ts'
import { sharpen } from './sharpen.ts'
import { decodeSrgb, encodeSrgb, toneCurve } from './tone-curve.ts'
import { type Matrix3, whiteBalanceMatrix } from './white-balance.ts'

/**
 * Light and colour of a layer or of a finished picture, in the order of the schema. A step at 0 or switched off changes no byte; alpha
 * never changes; greys stay grey but for the white balance. Pixels of Display P3 are looked at as if they were sRGB: both have the same
 * white and the same curve, and colours move by about as much.
 *
 * @param pixels straight alpha. Not modified.
 * @param scale pixels for one of the layer (or document), for the radius of sharpening.
 * @returns new pixels, or the same object where nothing changes.
 */
export function adjustPixels(pixels: Rgba8, adjustments: Adjustments, scale: number): Rgba8 {
  if (!changesTone(adjustments) && sharpness(adjustments) === 0) return pixels
  const out = rgba8(pixels.width, pixels.height, pixels.data.slice())
  adjustInPlace(out, adjustments, scale)
  return out
}

/** The same for pixels that nobody else needs: a copy less, which is 96 MB for 24 megapixels. */
export function adjustInPlace(pixels: Rgba8, adjustments: Adjustments, scale: number): void {
  const { radius, protectSkin } = adjustments.sharpen
  const amount = sharpness(adjustments)
  const spared = amount > 0 && protectSkin ? skinLikelihood(resizePremultiplied(pixels, lookSize(pixels))) : null
  if (changesTone(adjustments)) changeTone(pixels, adjustments)
  if (amount > 0) sharpen(pixels, { amount, sigmaPx: radius * scale, spared })
}

const sharpness = ({ sharpen: { enabled, amount } }: Adjustments): number => (enabled ? amount : 0)

/** How strong a step is; 0 where it is switched off. */
const amountOf = ({ enabled, amount }: { readonly enabled: boolean; readonly amount: number }): number => (enabled ? amount : 0)

function changesTone(adjustments: Adjustments): boolean {
  const { exposure, contrast, highlights, shadows, whiteBalance, saturation, vibrance } = adjustments
  const isBalanced = whiteBalance.enabled && (whiteBalance.temperature !== 0 || whiteBalance.tint !== 0)
  return isBalanced || (exposure.enabled && exposure.ev !== 0) || [contrast, highlights, shadows, saturation, vibrance].some(amountOf)
}

/** Each pixel once, a row at a time, in linear light. */
function changeTone(pixels: Rgba8, adjustments: Adjustments): void {
  const tone = toneCurve(adjustments)
  const curve = Float32Array.from({ length: 256 }, (_, byte) => tone(byte / 255))
  const steps = stepsOf(pixels, adjustments, curve)
  if (steps.light === null && steps.matrix === null && steps.chroma === null) {
    changeBytes(pixels, curve)
    return
  }
  const lightOf = curve.map(decodeSrgb)
  const line = new Float32Array(3 * pixels.width)
  const luma = new Float32Array(pixels.width)
  for (let y = 0; y < pixels.height; y++) {
    const row = pixels.data.subarray(4 * y * pixels.width, 4 * (y + 1) * pixels.width)
    for (let i = 0, o = 0; o < line.length; i += 4, o += 3) {
      line[o] = lightOf[row[i]]
      line[o + 1] = lightOf[row[i + 1]]
      line[o + 2] = lightOf[row[i + 2]]
    }
    if (steps.light !== null) {
      for (let i = 0, x = 0; x < luma.length; i += 4, x++)
        luma[x] = 0.299 * curve[row[i]] + 0.587 * curve[row[i + 1]] + 0.114 * curve[row[i + 2]]
      steps.light.change(line, y, luma)
    }
    if (steps.matrix !== null) multiply(line, steps.matrix)
    if (steps.chroma !== null) changeChroma(line, steps.chroma)
    putRow(line, row)
  }
}

interface ToneSteps {
  readonly light: LocalLight | null
  readonly matrix: Matrix3 | null
  readonly chroma: ChromaChange | null
}

function stepsOf(pixels: Rgba8, adjustments: Adjustments, curve: Float32Array): ToneSteps {
  const { whiteBalance } = adjustments
  const change = { highlights: amountOf(adjustments.highlights), shadows: amountOf(adjustments.shadows) }
  const chroma = { saturation: amountOf(adjustments.saturation), vibrance: amountOf(adjustments.vibrance) }
  const isLit = change.highlights !== 0 || change.shadows !== 0
  const isBalanced = whiteBalance.enabled && (whiteBalance.temperature !== 0 || whiteBalance.tint !== 0)
  return {
    light: isLit ? new LocalLight(resizePremultiplied(pixels, lookSize(pixels)), pixels.height, { curve, change }) : null,
    matrix: isBalanced ? whiteBalanceMatrix(whiteBalance) : null,
    chroma: chroma.saturation !== 0 || chroma.vibrance !== 0 ? chroma : null,
  }
}

function changeBytes({ data }: Rgba8, curve: Float32Array): void {
  const byteOf = Uint8Array.from(curve, (value) => Math.round(255 * value))
  for (let i = 0; i < data.length; i += 4) {
    data[i] = byteOf[data[i]]
    data[i + 1] = byteOf[data[i + 1]]
    data[i + 2] = byteOf[data[i + 2]]
  }
}

function multiply(line: Float32Array, m: Matrix3): void {
  for (let i = 0; i < line.length; i += 3) {
    const r = line[i]
    const g = line[i + 1]
    const b = line[i + 2]
    const red = m[0] * r + m[1] * g + m[2] * b
    const green = m[3] * r + m[4] * g + m[5] * b
    const blue = m[6] * r + m[7] * g + m[8] * b
    const most = Math.max(red, green, blue)
    // Halfway between cutting off, by which white would turn cyan instead of blue, and dimming until it fits.
    const dim = most > 1 ? 1 / Math.sqrt(most) : 1
    line[i] = limit(red * dim)
    line[i + 1] = limit(green * dim)
    line[i + 2] = limit(blue * dim)
  }
}

const limit = (value: number): number => (value < 0 ? 0 : Math.min(1, value))

const STEPS = 16_384
/** Fine enough that the light of every byte comes back as that byte. */
const BYTE_OF_LIGHT = Uint8Array.from({ length: STEPS + 1 }, (_, step) => Math.round(255 * encodeSrgb(step / STEPS)))

function putRow(line: Float32Array, out: Uint8Array): void {
  for (let i = 0, o = 0; i < line.length; i += 3, o += 4) {
    out[o] = BYTE_OF_LIGHT[(limit(line[i]) * STEPS + 0.5) | 0]
    out[o + 1] = BYTE_OF_LIGHT[(limit(line[i + 1]) * STEPS + 0.5) | 0]
    out[o + 2] = BYTE_OF_LIGHT[(limit(line[i + 2]) * STEPS + 0.5) | 0]
  }
}
