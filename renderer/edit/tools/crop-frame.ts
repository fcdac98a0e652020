import type { CanvasSize, Crop } from '../../../app/domain/document/frame.ts'
import { MOST_SIDE_PX } from '../../../app/domain/document/numbers.ts'
import { type Affine, type Box, invert } from '../../../app/raster/crop/affine.ts'
import { frameOf } from '../../../app/raster/paint/maps.ts'
import { mapPoint } from '../canvas/camera.ts'
import type { Spot } from './tool.ts'

/** The whole canvas as a crop. */
export function wholeCrop({ width, height }: CanvasSize): Crop {
  return { x: 0, y: 0, width, height, angle: 0, flipX: false, flipY: false, ratio: null }
}

/**
 * What is shown while a crop is changed: all of the canvas, turned about its middle as the crop turns it. In this view the crop's
 * frame stands upright.
 */
export function viewCrop(canvas: CanvasSize, { angle, flipX, flipY }: Crop): Crop {
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))]
  const width = Math.min(MOST_SIDE_PX, Math.round(canvas.width * cos + canvas.height * sin))
  const height = Math.min(MOST_SIDE_PX, Math.round(canvas.width * sin + canvas.height * cos))
  return { x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width, height, angle, flipX, flipY, ratio: null }
}

/** From document pixels to those of the view. */
export function toView(canvas: CanvasSize, crop: Crop): Affine {
  return frameOf(canvas, viewCrop(canvas, crop)).map
}

/** The crop's frame in the view. */
export function boxInView(canvas: CanvasSize, crop: Crop): Box {
  const middle = mapPoint(toView(canvas, crop), { x: crop.x + crop.width / 2, y: crop.y + crop.height / 2 })
  return { x: middle.x - crop.width / 2, y: middle.y - crop.height / 2, width: crop.width, height: crop.height }
}

/** The crop whose frame is this box of the view. */
export function cropOfBox(canvas: CanvasSize, crop: Crop, box: Box): Crop {
  const middle = mapPoint(invert(toView(canvas, crop)), { x: box.x + box.width / 2, y: box.y + box.height / 2 })
  return { ...crop, x: middle.x - box.width / 2, y: middle.y - box.height / 2, width: box.width, height: box.height }
}

/** A crop made small enough, about its middle, that its frame shows nothing but canvas. */
export function keptInside(canvas: CanvasSize, crop: Crop): Crop {
  const middle: Spot = {
    x: Math.min(canvas.width, Math.max(0, crop.x + crop.width / 2)),
    y: Math.min(canvas.height, Math.max(0, crop.y + crop.height / 2)),
  }
  const radians = (crop.angle * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))]
  const reachX = (crop.width * cos + crop.height * sin) / 2
  const reachY = (crop.width * sin + crop.height * cos) / 2
  const roomX = Math.max(0.5, Math.min(middle.x, canvas.width - middle.x))
  const roomY = Math.max(0.5, Math.min(middle.y, canvas.height - middle.y))
  const k = Math.min(1, roomX / reachX, roomY / reachY)
  // What fits but for rounding stays as it is.
  if (k > 1 - 1e-9 && middle.x === crop.x + crop.width / 2 && middle.y === crop.y + crop.height / 2) return crop
  const [width, height] = [Math.max(1, crop.width * k), Math.max(1, crop.height * k)]
  return { ...crop, x: middle.x - width / 2, y: middle.y - height / 2, width, height }
}

/** A crop in other proportions, about the same middle and about as large, inside the canvas. */
export function withRatio(canvas: CanvasSize, crop: Crop, ratio: Crop['ratio']): Crop {
  if (ratio === null) return { ...crop, ratio }
  const area = crop.width * crop.height
  const width = Math.sqrt((area * ratio.width) / ratio.height)
  const height = area / width
  const middle = { x: crop.x + crop.width / 2, y: crop.y + crop.height / 2 }
  return keptInside(canvas, { ...crop, ratio, x: middle.x - width / 2, y: middle.y - height / 2, width, height })
}

/** A crop turned by quarters, clockwise; its frame turns along. */
export function turnedByQuarter(canvas: CanvasSize, crop: Crop, quarters: 1 | -1): Crop {
  const middle = { x: crop.x + crop.width / 2, y: crop.y + crop.height / 2 }
  const [width, height] = [crop.height, crop.width]
  // Mirroring comes after the turn, and would turn it the other way round.
  const way = crop.flipX !== crop.flipY ? -quarters : quarters
  const angle = ((((crop.angle + 90 * way + 180) % 360) + 360) % 360) - 180
  const ratio = crop.ratio === null ? null : { width: crop.ratio.height, height: crop.ratio.width }
  return keptInside(canvas, { ...crop, angle: angle + 0, ratio, x: middle.x - width / 2, y: middle.y - height / 2, width, height })
}

/** Straightening: the angle beyond the nearest quarter turn, -45..45. */
export function straightening(angle: number): number {
  const rest = angle - 90 * Math.round(angle / 90)
  return rest + 0
}
