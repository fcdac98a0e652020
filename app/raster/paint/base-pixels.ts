import type { Upscale } from '../../domain/document/adjustments.ts'
import { type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import { type Affine, type Box, invert, scaleAfter } from '../crop/affine.ts'
import { resamplePicture } from '../resample-picture.ts'
import { upscalePicture } from '../upscale/upscale.ts'
import { blurPicture } from './blur-picture.ts'
import type { PixelBase } from './draw-list.ts'
import { after } from './maps.ts'

/**
 * A picture at the size that is asked for. What is larger than the picture is made by the method of upscaling, if there is one, and
 * brought to size afterwards.
 */
export function pictureAt(picture: Rgba8, size: Size, upscale: Upscale | null): Rgba8 {
  const growth = Math.max(size.width / picture.width, size.height / picture.height)
  // Sizes that were rounded do not ask for more than there is.
  if (upscale === null || growth < 1.01) return resamplePicture(picture, size)
  return resamplePicture(upscalePicture(picture, { ...upscale, factor: growth > 2.01 ? 4 : 2 }), size)
}

/** The part of a picture that covers a canvas, blurred. `scale` is that of `size` to the canvas. */
export function coverAt(
  picture: Rgba8,
  { fill }: Extract<PixelBase, { kind: 'cover' }>,
  { size, scale }: { readonly size: Size; readonly scale: number },
): Rgba8 {
  const box = coverBox(picture, size, fill)
  const draw = (wanted: Size): Rgba8 => resamplePicture(picture, wanted, box)
  return fill.blurPx === 0 ? draw(size) : blurPicture(draw, size, fill.blurPx * scale)
}

function coverBox(picture: Size, canvas: Size, { x, y }: { readonly x: number; readonly y: number }): Box {
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height)
  const [width, height] = [Math.min(picture.width, canvas.width / scale), Math.min(picture.height, canvas.height / scale)]
  return { x: (picture.width - width) * x, y: (picture.height - height) * y, width, height }
}

/** A picture where it lies on a canvas, its edges drawn out, blurred. */
export function blurredAt(
  picture: Rgba8,
  base: Extract<PixelBase, { kind: 'blurred' }>,
  { size, scale }: { readonly size: Size; readonly scale: number },
): Rgba8 {
  const ofPicture = after(
    { a: base.picture.width / picture.width, b: 0, tx: 0, c: 0, d: base.picture.height / picture.height, ty: 0 },
    base.map,
  )
  const draw = (wanted: Size): Rgba8 => {
    const map = scaleAfter(ofPicture, (wanted.width * scale) / size.width, (wanted.height * scale) / size.height)
    return sampleMapped(picture, map, wanted)
  }
  return blurPicture(draw, size, base.blurPx * scale)
}

/** Bilinear, from a copy of the picture that is no finer than needed; beyond the picture its border repeats. */
function sampleMapped(picture: Rgba8, map: Affine, size: Size): Rgba8 {
  const finer = Math.min(1, Math.sqrt(Math.abs(map.a * map.d - map.b * map.c)))
  const fitting = { width: Math.max(1, Math.round(picture.width * finer)), height: Math.max(1, Math.round(picture.height * finer)) }
  const source = resamplePicture(picture, fitting)
  const back = scaleAfter(invert(map), source.width / picture.width, source.height / picture.height)
  const out = rgba8(size.width, size.height)
  for (let y = 0, o = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, o += 4) {
      const u = Math.max(0, Math.min(source.width - 1, back.a * (x + 0.5) + back.b * (y + 0.5) + back.tx - 0.5))
      const v = Math.max(0, Math.min(source.height - 1, back.c * (x + 0.5) + back.d * (y + 0.5) + back.ty - 0.5))
      const i = 4 * ((v | 0) * source.width + (u | 0))
      const right = u < source.width - 1 ? 4 : 0
      const below = v < source.height - 1 ? 4 * source.width : 0
      const fx = u - (u | 0)
      const fy = v - (v | 0)
      for (let c = 0; c < 4; c++) {
        const top = source.data[i + c] + (source.data[i + c + right] - source.data[i + c]) * fx
        const bottom = source.data[i + c + below] + (source.data[i + c + below + right] - source.data[i + c + below]) * fx
        out.data[o + c] = top + (bottom - top) * fy + 0.5
      }
    }
  }
  return out
}
