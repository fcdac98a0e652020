import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { PoseEstimate } from '../../domain/landmarks.ts'
import { type Plane, plane, type Rgb8, type Rgba8, rgb8, rgba8, type Size } from '../../domain/raster.ts'
import { bodyFrame, pointAt, sideLandmarks } from './frame.ts'

/** A part of a picture, whole pixels. */
export interface Crop extends Size {
  readonly x: number
  readonly y: number
}

/** Room around the body for wide clothes and the ground beside it, as a share of the shoulder width. */
const MARGIN = 0.9

/**
 * The part of the picture that a draft of a region needs: the person, and for a top only down to mid-thigh and the hands.
 * Everything after it works on the crop, which on a full-body photo is a small part of the pixels.
 *
 * @param mask the person, 0..1; any size of the same proportions.
 */
export function personCrop(pose: PoseEstimate, mask: Plane, options: { readonly picture: Size; readonly region: GarmentRegion }): Crop {
  const { picture, region } = options
  const scale = picture.width / mask.width
  const frame = bodyFrame(pose.landmarks)
  const margin = MARGIN * frame.shoulderWidth
  const bounds = boundsOf(mask)
  const hands = ([0, 1] as const).map((side) => pose.landmarks[sideLandmarks(side, frame.rear).index].y)
  const thigh = pointAt(frame, 1.75 * frame.torsoLength, 0)[1]
  const end = region === 'upper' ? Math.max(thigh, ...hands) : Number.POSITIVE_INFINITY
  const left = Math.max(0, Math.floor(bounds.left * scale - margin))
  const right = Math.min(picture.width, Math.ceil(bounds.right * scale + margin))
  const top = Math.max(0, Math.floor(bounds.top * scale - margin))
  const bottom = Math.min(picture.height, Math.ceil(Math.min(bounds.bottom * scale, end) + margin))
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) }
}

/** The part of a picture; the picture itself where that is all of it. */
export function cropRgb(image: Rgb8, crop: Crop): Rgb8 {
  if (isWhole(image, crop)) return image
  const out = rgb8(crop.width, crop.height)
  for (let y = 0; y < crop.height; y++) {
    const from = 3 * ((crop.y + y) * image.width + crop.x)
    out.data.set(image.data.subarray(from, from + 3 * crop.width), 3 * y * crop.width)
  }
  return out
}

/** The part of packed masks; the masks themselves where that is all of them. */
export function cropMasks(masks: Rgba8, crop: Crop): Rgba8 {
  if (isWhole(masks, crop)) return masks
  const out = rgba8(crop.width, crop.height)
  for (let y = 0; y < crop.height; y++) {
    const from = 4 * ((crop.y + y) * masks.width + crop.x)
    out.data.set(masks.data.subarray(from, from + 4 * crop.width), 4 * y * crop.width)
  }
  return out
}

/** The part of a plane; the plane itself where that is all of it. */
export function cropPlane(source: Plane, crop: Crop): Plane {
  if (isWhole(source, crop)) return source
  const out = plane(crop.width, crop.height)
  for (let y = 0; y < crop.height; y++) {
    const from = (crop.y + y) * source.width + crop.x
    out.data.set(source.data.subarray(from, from + crop.width), y * crop.width)
  }
  return out
}

/** The picture with the crop's pixels put back at their place; the part itself where it is all of it. */
export function pasteRgb(image: Rgb8, part: Rgb8, at: Crop): Rgb8 {
  if (isWhole(image, at)) return part
  const data = image.data.slice()
  for (let y = 0; y < part.height; y++) {
    data.set(part.data.subarray(3 * y * part.width, 3 * (y + 1) * part.width), 3 * ((at.y + y) * image.width + at.x))
  }
  return { ...image, data }
}

/** The masks with a part of them put back at its place; the part itself where it is all of them. */
export function pasteMasks(masks: Rgba8, part: Rgba8, at: Crop): Rgba8 {
  if (isWhole(masks, at)) return part
  const data = masks.data.slice()
  for (let y = 0; y < part.height; y++) {
    data.set(part.data.subarray(4 * y * part.width, 4 * (y + 1) * part.width), 4 * ((at.y + y) * masks.width + at.x))
  }
  return { ...masks, data }
}

/** A plane of the picture's size, 0 but for the crop; the part itself where it is all of it. */
export function pastePlane(size: Size, part: Plane, at: Crop): Plane {
  if (isWhole(size, at)) return part
  const out = plane(size.width, size.height)
  for (let y = 0; y < part.height; y++) {
    out.data.set(part.data.subarray(y * part.width, (y + 1) * part.width), (at.y + y) * size.width + at.x)
  }
  return out
}

function isWhole({ width, height }: Size, crop: Crop): boolean {
  return crop.width === width && crop.height === height
}

function boundsOf(mask: Plane): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } {
  let left = mask.width
  let right = 0
  let top = mask.height
  let bottom = 0
  for (let y = 0, i = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++, i++) {
      if (mask.data[i] <= 0.5) continue
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      bottom = y
    }
  }
  return right >= left ? { left, top, right: right + 1, bottom: bottom + 1 } : { left: 0, top: 0, right: mask.width, bottom: mask.height }
}
