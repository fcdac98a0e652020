import type { Plane, Size } from '../../domain/raster.ts'
import type { Box } from './affine.ts'
import { boundsAbove } from './place-mask.ts'

/**
 * A crop around a subject, as a photographer would set it: the whole subject with room around it, a little more above the head than
 * below the feet, inside of the picture. Where the ratio cannot hold all of the subject within the picture, the upper part is kept: that is
 * where faces are.
 *
 * @param mask of the subject, 0..1, the whole picture at any size.
 * @param options.ratio width over height.
 * @param options.margin room around the subject, as a share of its longer side.
 * @returns in pixels of the picture; the largest box of the ratio in the middle where there is no subject.
 */
export function cropAround(mask: Plane, picture: Size, { ratio, margin }: { readonly ratio: number; readonly margin: number }): Box {
  const largest = largestBox(picture, ratio)
  const bounds = boundsAbove(mask, 0.5)
  if (bounds === null) return { ...largest, x: (picture.width - largest.width) / 2, y: (picture.height - largest.height) / 2 }
  const scale = picture.width / mask.width
  const subject = { x: bounds.x * scale, y: bounds.y * scale, width: bounds.width * scale, height: bounds.height * scale }
  const room = margin * Math.max(subject.width, subject.height)
  const wanted = { width: subject.width + 2 * room, height: subject.height + 2 * room }
  const height = Math.min(largest.height, Math.max(wanted.height, wanted.width / ratio))
  const width = height * ratio
  const x = subject.x + subject.width / 2 - width / 2
  // More of the spare room goes above than below; where the subject is higher than the box, its top stays.
  const spare = height - subject.height
  const y = spare >= 0 ? subject.y - 0.55 * spare : subject.y - Math.min(room, 0.05 * height)
  return { x: inside(x, width, picture.width), y: inside(y, height, picture.height), width, height }
}

function largestBox({ width, height }: Size, ratio: number): Size {
  return width / height > ratio ? { width: height * ratio, height } : { width, height: width / ratio }
}

function inside(at: number, length: number, whole: number): number {
  return Math.max(0, Math.min(whole - length, at))
}
