import { type Plane, plane, type Rgba8, rgba8 } from '../../domain/raster.ts'

/**
 * Four masks of one size as bytes in the channels of one raster: a quarter of the memory of float planes.
 *
 * @param masks 0..1 each, up to four.
 */
export function packMasks(masks: readonly Plane[]): Rgba8 {
  const [first] = masks
  const out = rgba8(first.width, first.height)
  masks.forEach((mask, channel) => {
    for (let i = 0, o = channel; i < mask.data.length; i++, o += 4) out.data[o] = mask.data[i] * 255 + 0.5
  })
  return out
}

/** One of the masks as a plane of 0..1. */
export function unpackMask(packed: Rgba8, channel: number): Plane {
  const out = plane(packed.width, packed.height)
  for (let i = 0, o = channel; i < out.data.length; i++, o += 4) out.data[i] = packed.data[o] / 255
  return out
}
