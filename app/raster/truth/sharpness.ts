import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { cropPlane, cropRgb } from '../body/person-crop.ts'
import { lumaOfRgb } from '../colour.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { erode } from '../morphology.ts'
import { resizePlane, resizeRgb } from '../resample.ts'

/** How much fine detail there is for each bit of coarser detail, and how much of it is above the noise. */
export interface Sharpness {
  /**
   * RMS of the band of .9 to 1.6 px over that of 2 to 6 px, which blur hardly touches. Finer detail is lost whenever cloth is resampled:
   * knits drawn a third larger kept .5 of what is below .9 px, and .82 of this band.
   */
  readonly ratio: number
  /** RMS of the fine and of the coarse band, in luma steps. */
  readonly fine: number
  readonly coarse: number
}

/**
 * Detail of cloth by bands: contrast and light cancel in the ratio of neighbouring bands, focus does not.
 *
 * @param mask where cloth is, 0..1, same proportions. @param scale the picture is looked at in this scale (0..1).
 * @returns null where too little cloth is seen.
 */
export function measureSharpness(image: Rgb8, mask: Plane, scale: number): Sharpness | null {
  const bounds = boundsAbove(mask, 0.5)
  if (bounds === null) return null
  const k = image.width / mask.width
  const box = {
    x: Math.floor(bounds.x * k),
    y: Math.floor(bounds.y * k),
    width: Math.min(image.width - Math.floor(bounds.x * k), Math.floor(bounds.width * k)),
    height: Math.min(image.height - Math.floor(bounds.y * k), Math.floor(bounds.height * k)),
  }
  const size = { width: Math.max(8, Math.round(box.width * scale)), height: Math.max(8, Math.round(box.height * scale)) }
  const part = cropRgb(image, box)
  const luma = lumaOfRgb(size.width === part.width ? part : resizeRgb(part, size))
  const cover = resizePlane(cropPlane(mask, bounds), size)
  const solid = plane(size.width, size.height)
  for (let i = 0; i < solid.data.length; i++) solid.data[i] = cover.data[i] > 0.95 ? 1 : 0
  const inside = erode(solid, 7)
  const first = blur(luma, 0.9)
  const middle = blur(luma, 1.6)
  const second = blur(luma, 2.2)
  const third = blur(luma, 6)
  let [fine, coarse, count] = [0, 0, 0]
  for (let i = 0; i < inside.data.length; i++) {
    if (inside.data[i] < 0.5) continue
    fine += (first.data[i] - middle.data[i]) ** 2
    coarse += (second.data[i] - third.data[i]) ** 2
    count++
  }
  if (count < 600) return null
  return { ratio: Math.sqrt(fine / (coarse + 1e-6)), fine: Math.sqrt(fine / count), coarse: Math.sqrt(coarse / count) }
}
