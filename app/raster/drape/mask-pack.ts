import { type Plane, plane, type Rgba8, rgba8 } from '../../domain/raster.ts'

/**
 * Four masks of one size as bytes in the channels of one raster: a quarter of the memory of float planes.
 *
 * @param masks 0..1 each, up to four.
 */
export function packMasks(masks: readonly Plane[]): Rgba8 {
  const [first] = masks
  const out = rgba8(first.width, first.height)
  for (const [channel, mask] of masks.entries()) packInto(out, channel, mask)
  return out
}

function packInto(out: Rgba8, channel: number, { data }: Plane): void {
  const bytes = out.data
  for (let i = 0, o = channel; i < data.length; i++, o += 4) bytes[o] = data[i] * 255 + 0.5
}

/** One of the masks as a plane of 0..1. */
export function unpackMask(packed: Rgba8, channel: number): Plane {
  const out = plane(packed.width, packed.height)
  const { data } = out
  const bytes = packed.data
  for (let i = 0, o = channel; i < data.length; i++, o += 4) data[i] = bytes[o] / 255
  return out
}

/** The pack with some of its masks replaced, by channel; the others to the byte. */
export function repackMasks(packed: Rgba8, masks: readonly (readonly [channel: number, mask: Plane])[]): Rgba8 {
  const out: Rgba8 = { ...packed, data: packed.data.slice() }
  for (const [channel, mask] of masks) packInto(out, channel, mask)
  return out
}
