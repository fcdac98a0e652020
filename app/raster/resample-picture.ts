import { type Rgba8, rgba8, type Size } from '../domain/raster.ts'
import type { Box } from './crop/affine.ts'
import { resampleRows, wholeOf } from './resample-rows.ts'

/**
 * A part of a picture at another size: area mean where it shrinks, Catmull-Rom where it grows; premultiplied on the way, so that colour
 * under transparent pixels never bleeds in. Memory is the result's and a few rows.
 *
 * @param source straight alpha. Not modified.
 * @param box in pixels of the source, at fractions of them too; all of it when left out.
 * @returns straight alpha, the source itself where nothing is to be done.
 */
export function resamplePicture(source: Rgba8, size: Size, box: Box = wholeOf(source)): Rgba8 {
  const isSame = box.x === 0 && box.y === 0 && box.width === source.width && box.height === source.height
  if (isSame && size.width === source.width && size.height === source.height) return source
  const out = rgba8(size.width, size.height)
  const rows = { width: source.width, height: source.height, channels: 4 }
  if (isOpaque(source)) {
    const read = (y: number, line: Float32Array): void => line.set(source.data.subarray(y * line.length, (y + 1) * line.length))
    resampleRows({ ...rows, read }, { box, size }, (y, line) => putOpaque(line, out.data, y * line.length))
  } else {
    const read = (y: number, line: Float32Array): void => readPremultiplied(source.data, y * line.length, line)
    resampleRows({ ...rows, read }, { box, size }, (y, line) => putStraight(line, out.data, y * line.length))
  }
  return out
}

export function isOpaque({ data }: Rgba8): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false
  return true
}

function readPremultiplied(data: Uint8Array, from: number, line: Float32Array): void {
  for (let i = 0, j = from; i < line.length; i += 4, j += 4) {
    const k = data[j + 3] / 255
    line[i] = data[j] * k
    line[i + 1] = data[j + 1] * k
    line[i + 2] = data[j + 2] * k
    line[i + 3] = data[j + 3]
  }
}

function putOpaque(line: Float32Array, out: Uint8Array, to: number): void {
  for (let i = 0, o = to; i < line.length; i += 4, o += 4) {
    out[o] = byte(line[i])
    out[o + 1] = byte(line[i + 1])
    out[o + 2] = byte(line[i + 2])
    out[o + 3] = 255
  }
}

function putStraight(line: Float32Array, out: Uint8Array, to: number): void {
  for (let i = 0, o = to; i < line.length; i += 4, o += 4) {
    const alpha = line[i + 3]
    if (alpha < 0.5) continue
    const k = 255 / alpha
    out[o] = byte(line[i] * k)
    out[o + 1] = byte(line[i + 1] * k)
    out[o + 2] = byte(line[i + 2] * k)
    out[o + 3] = byte(alpha)
  }
}

function byte(value: number): number {
  return value <= 0 ? 0 : Math.min(255, value + 0.5)
}
