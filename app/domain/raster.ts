/**
 * Pixel buffers, the only shapes that kernels take and give.
 * All are row-major, height x width, origin top left, y down, pixel centres at .5. Data is owned by the raster.
 */

/** Colour picture: 3 interleaved bytes a pixel, sRGB, 0..255. */
export interface Rgb8 {
  readonly channels: 3
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Colour picture with straight (not premultiplied) alpha: 4 interleaved bytes a pixel, sRGB, 0..255. */
export interface Rgba8 {
  readonly channels: 4
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** One float a pixel. A mask is a plane in 0..1, where 0 is outside. */
export interface Plane {
  readonly channels: 1
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

export type Raster = Rgb8 | Rgba8 | Plane

export interface Size {
  readonly width: number
  readonly height: number
}

/** A point in pixels of the raster it belongs to, `[x, y]`. */
export type Point = readonly [x: number, y: number]

export function rgb8(width: number, height: number, data: Uint8Array = new Uint8Array(width * height * 3)): Rgb8 {
  assertLength(data.length, width * height * 3)
  return { channels: 3, width, height, data }
}

export function rgba8(width: number, height: number, data: Uint8Array = new Uint8Array(width * height * 4)): Rgba8 {
  assertLength(data.length, width * height * 4)
  return { channels: 4, width, height, data }
}

export function plane(width: number, height: number, data: Float32Array = new Float32Array(width * height)): Plane {
  assertLength(data.length, width * height)
  return { channels: 1, width, height, data }
}

/** The size whose long side is at most `longSide`, same aspect, never enlarged, each side at least 1 px. */
export function fitInside(size: Size, longSide: number): Size {
  const k = Math.min(1, longSide / Math.max(size.width, size.height))
  return { width: Math.max(1, Math.round(size.width * k)), height: Math.max(1, Math.round(size.height * k)) }
}

function assertLength(actual: number, expected: number): void {
  if (actual !== expected) throw new RangeError(`Raster data has ${actual} values, its size needs ${expected}`)
}
