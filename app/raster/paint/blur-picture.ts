import { plane, type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { byteMask } from '../mask/byte-mask.ts'
import { feather } from '../mask/feather.ts'
import { isOpaque } from '../resample-picture.ts'
import { resampleRows, wholeOf } from '../resample-rows.ts'

/** A blur of more than twice this sigma is worked out on a smaller copy, where its sigma lies between this and twice this. */
const SMALL_SIGMA = 4

/**
 * A blurred picture. Wide blurs cost less than narrow ones: they are worked out small, and grown with a little noise in the last bit,
 * without which a soft gradient shows its steps.
 *
 * @param draw gives the sharp picture at a size, straight alpha.
 * @param blurPx twice the sigma, in pixels of the result.
 */
export function blurPicture(draw: (size: Size) => Rgba8, size: Size, blurPx: number): Rgba8 {
  const sigma = blurPx / 2
  if (sigma < 2 * SMALL_SIGMA) return blurBytes(draw(size), blurPx)
  const by = 2 ** Math.floor(Math.log2(sigma / SMALL_SIGMA))
  const small = { width: Math.ceil(size.width / by), height: Math.ceil(size.height / by) }
  return grow(blurFloats(draw(small), (sigma * small.width) / size.width), small, size)
}

/** Channel by channel, in place of a copy. */
function blurBytes(picture: Rgba8, blurPx: number): Rgba8 {
  const out = rgba8(picture.width, picture.height, picture.data.slice())
  const opaque = isOpaque(picture)
  if (!opaque)
    for (let i = 0; i < out.data.length; i += 4)
      for (let c = i; c < i + 3; c++) out.data[c] = Math.round((out.data[c] * out.data[i + 3]) / 255)
  const channel = byteMask(picture)
  for (let c = 0; c < (opaque ? 3 : 4); c++) {
    for (let i = 0, j = c; i < channel.data.length; i++, j += 4) channel.data[i] = out.data[j]
    feather(channel, blurPx)
    for (let i = 0, j = c; i < channel.data.length; i++, j += 4) out.data[j] = channel.data[i]
  }
  if (opaque) return out
  for (let i = 0; i < out.data.length; i += 4) {
    for (let c = i; c < i + 3; c++)
      out.data[c] = out.data[i + 3] === 0 ? 0 : Math.min(255, Math.round((255 * out.data[c]) / out.data[i + 3]))
  }
  return out
}

/** Premultiplied, 4 interleaved floats a pixel. */
function blurFloats({ width, height, data }: Rgba8, sigma: number): Float32Array {
  const out = new Float32Array(data.length)
  const channel = plane(width, height)
  for (let c = 0; c < 4; c++) {
    for (let i = 0, j = 0; i < channel.data.length; i++, j += 4) channel.data[i] = c === 3 ? data[j + 3] : (data[j + c] * data[j + 3]) / 255
    const soft = blur(channel, sigma).data
    for (let i = 0, j = c; i < soft.length; i++, j += 4) out[j] = soft[i]
  }
  return out
}

function grow(floats: Float32Array, small: Size, size: Size): Rgba8 {
  const out = rgba8(size.width, size.height)
  const read = (y: number, line: Float32Array): void => line.set(floats.subarray(y * line.length, (y + 1) * line.length))
  resampleRows({ ...small, channels: 4, read }, { box: wholeOf(small), size }, (y, line) => {
    for (let x = 0, i = 0, o = 4 * y * size.width; x < size.width; x++, i += 4, o += 4) {
      const alpha = Math.min(255, Math.round(line[i + 3]))
      if (alpha <= 0) continue
      const k = 255 / line[i + 3]
      const noise = noiseAt(x, y)
      for (let c = 0; c < 3; c++) out.data[o + c] = Math.max(0, Math.min(255, line[i + c] * k + noise))
      out.data[o + 3] = alpha
    }
  })
  return out
}

/** 0..1, even at close range (interleaved gradient noise: Jimenez 2014). */
function noiseAt(x: number, y: number): number {
  const turn = 0.06711056 * x + 0.00583715 * y
  const wild = 52.9829189 * (turn - Math.floor(turn))
  return wild - Math.floor(wild)
}
