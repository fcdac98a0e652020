import { plane, type Raster, rgb8, rgba8 } from './raster.ts'

/**
 * The file form of a raster: a 16-byte header, then the raw values. Little-endian throughout.
 *
 *   0  4 bytes  "DRPL"
 *   4  u8       format version, 1
 *   5  u8       channels: 3 Rgb8, 4 Rgba8, 1 Plane (float32)
 *   6  u16      0
 *   8  u32      width
 *  12  u32      height
 *
 * Raw because a PNG of a 1536 px picture costs 70 to 130 ms a stage. 16 bytes, so that the floats stay aligned.
 */
const MAGIC = 0x4c505244
const VERSION = 1
const HEADER_BYTES = 16

/** The bytes of a raster file; a copy, the raster is not kept. */
export function encodeRaster(raster: Raster): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(raster.data.buffer, raster.data.byteOffset, raster.data.byteLength)
  const file = new Uint8Array(HEADER_BYTES + body.byteLength)
  const view = new DataView(file.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint8(4, VERSION)
  view.setUint8(5, raster.channels)
  view.setUint32(8, raster.width, true)
  view.setUint32(12, raster.height, true)
  file.set(body, HEADER_BYTES)
  return file
}

/**
 * The raster in a file's bytes, as a view on them: the caller gives the bytes away.
 *
 * @param file starts at a multiple of four in its buffer.
 * @returns undefined when header and length do not fit together.
 */
export function decodeRaster(file: Uint8Array): Raster | undefined {
  if (file.byteLength < HEADER_BYTES) return undefined
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (view.getUint32(0, true) !== MAGIC || view.getUint8(4) !== VERSION) return undefined
  const channels = view.getUint8(5)
  const width = view.getUint32(8, true)
  const height = view.getUint32(12, true)
  const count = width * height * channels
  const start = file.byteOffset + HEADER_BYTES
  const bodyBytes = file.byteLength - HEADER_BYTES
  if (channels === 1) return bodyBytes === count * 4 ? plane(width, height, new Float32Array(file.buffer, start, count)) : undefined
  if (bodyBytes !== count) return undefined
  const data = new Uint8Array(file.buffer, start, count)
  if (channels === 3) return rgb8(width, height, data)
  return channels === 4 ? rgba8(width, height, data) : undefined
}
