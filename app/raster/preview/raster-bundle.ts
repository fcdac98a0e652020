import { plane, type Raster, rgb8, rgba8 } from '../../domain/raster.ts'

/** Facts as JSON and rasters as they lie in memory, in one file. */
export interface RasterBundle {
  readonly facts: unknown
  readonly rasters: readonly Raster[]
}

interface Header {
  readonly facts: unknown
  readonly rasters: readonly { readonly channels: 1 | 3 | 4; readonly width: number; readonly height: number }[]
}

/** Length of the header as a 32-bit number, little endian, then the header; everything begins at a multiple of this. */
const ALIGNMENT = 4

/** Writes a bundle. Floats are written as this machine has them: little endian on all that run it. */
export function packBundle({ facts, rasters }: RasterBundle): Uint8Array {
  const shapes = rasters.map(({ channels, width, height }) => ({ channels, width, height }))
  const header = new TextEncoder().encode(JSON.stringify({ facts, rasters: shapes } satisfies Header))
  const start = aligned(ALIGNMENT + header.length)
  const out = new Uint8Array(rasters.reduce((size, { data }) => size + aligned(data.byteLength), start))
  new DataView(out.buffer).setUint32(0, header.length, true)
  out.set(header, ALIGNMENT)
  let at = start
  for (const { data } of rasters) {
    out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += aligned(data.byteLength)
  }
  return out
}

/**
 * Reads a bundle; the rasters are views of `bytes`.
 *
 * @param bytes must begin at a multiple of four in its buffer.
 * @throws RangeError when it was cut short or is none.
 */
export function readBundle(bytes: Uint8Array<ArrayBuffer>): RasterBundle {
  if (bytes.length < ALIGNMENT) throw new RangeError('A bundle is cut short')
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  if (ALIGNMENT + length > bytes.length) throw new RangeError('A bundle is cut short')
  const { facts, rasters } = JSON.parse(new TextDecoder().decode(bytes.subarray(ALIGNMENT, ALIGNMENT + length))) as Header
  let at = aligned(ALIGNMENT + length)
  const read = rasters.map((shape): Raster => {
    const { channels, width, height } = shape
    const count = width * height * channels
    const sizeBytes = channels === 1 ? 4 * count : count
    if (at + sizeBytes > bytes.length) throw new RangeError('A bundle is cut short')
    const offset = bytes.byteOffset + at
    at += aligned(sizeBytes)
    if (channels === 1) return plane(width, height, new Float32Array(bytes.buffer, offset, count))
    const data = new Uint8Array(bytes.buffer, offset, count)
    return channels === 3 ? rgb8(width, height, data) : rgba8(width, height, data)
  })
  return { facts, rasters: read }
}

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT
