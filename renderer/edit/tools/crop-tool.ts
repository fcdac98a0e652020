import type { Crop } from '../../../app/domain/document/frame.ts'
import type { Box } from '../../../app/raster/crop/affine.ts'
import { mapPoint } from '../canvas/camera.ts'
import { boxInView, cropOfBox, keptInside, toView, viewCrop, wholeCrop } from './crop-frame.ts'
import type { HeldKeys, Spot, Tool, ToolScene } from './tool.ts'

/** Which sides of the frame are taken: -1 is left or top, 1 right or bottom, 0 neither; both 0 is its inside. */
export interface CropGrip {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

export type CropState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'dragging'
      readonly grip: CropGrip
      readonly crop: Crop
      /** Where the frame and the pointer were, in the view. */
      readonly box: Box
      readonly from: Spot
    }

/** Screen pixels in which an edge can be taken; and no frame is made smaller than this many document pixels. */
const GRIP_PX = 10
const LEAST_PX = 8

export const cropTool: Tool<CropState, null> = {
  idle: { kind: 'idle' },
  step(state, input, scene) {
    if (input.kind === 'cancel') return { state: { kind: 'idle' }, ...(state.kind === 'dragging' ? { gesture: 'given-up' as const } : {}) }
    const { canvas } = scene.document
    const crop = scene.document.crop ?? wholeCrop(canvas)
    const at = mapPoint(toView(canvas, crop), input.at)
    if (input.kind === 'down') {
      const grip = cropGripAt(input.at, scene)
      return grip === null
        ? { state: { kind: 'idle' } }
        : { state: { kind: 'dragging', grip, crop, box: boxInView(canvas, crop), from: at } }
    }
    if (state.kind === 'idle') return { state }
    if (input.kind === 'up') return { state: { kind: 'idle' }, gesture: 'ends' }
    const moved = { dx: at.x - state.from.x, dy: at.y - state.from.y }
    const limits = viewCrop(canvas, state.crop)
    const box = draggedBox(state.box, state.grip, { ...moved, keys: input.keys, ratio: ratioOf(state.crop), limits })
    const next = keptInside(canvas, cropOfBox(canvas, state.crop, box))
    return { state, commands: [{ type: 'set-crop', crop: next }], gesture: 'goes-on' }
  },
}

/** What of the crop's frame lies under a spot of the document; null beside it. */
export function cropGripAt(spot: Spot, { document, pxPerScreen }: Pick<ToolScene, 'document' | 'pxPerScreen'>): CropGrip | null {
  const crop = document.crop ?? wholeCrop(document.canvas)
  const box = boxInView(document.canvas, crop)
  const { x, y } = mapPoint(toView(document.canvas, crop), spot)
  const near = GRIP_PX * pxPerScreen
  if (x < box.x - near || y < box.y - near || x > box.x + box.width + near || y > box.y + box.height + near) return null
  return { x: sideAt(x, box.x, box.width, near), y: sideAt(y, box.y, box.height, near) }
}

function sideAt(at: number, from: number, length: number, near: number): -1 | 0 | 1 {
  // Of a small frame the inside can still be taken.
  const reach = Math.min(near, length / 4)
  if (at < from + reach) return -1
  return at > from + length - reach ? 1 : 0
}

const ratioOf = ({ ratio }: Crop): number | null => (ratio === null ? null : ratio.width / ratio.height)

interface Drag {
  readonly dx: number
  readonly dy: number
  readonly keys: HeldKeys
  readonly ratio: number | null
  readonly limits: { readonly width: number; readonly height: number }
}

/** Shift keeps the proportions that the frame has; Alt keeps its middle. */
export function draggedBox(box: Box, grip: CropGrip, { dx, dy, keys, ratio, limits }: Drag): Box {
  if (grip.x === 0 && grip.y === 0) {
    const held = (at: number, length: number, most: number): number => Math.min(Math.max(0, most - length), Math.max(0, at))
    return { ...box, x: held(box.x + dx, box.width, limits.width), y: held(box.y + dy, box.height, limits.height) }
  }
  const fold = keys.alt ? 2 : 1
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  // What stays where it is: the opposite side, or the middle.
  const anchor = {
    x: keys.alt || grip.x === 0 ? middle.x : grip.x === 1 ? box.x : box.x + box.width,
    y: keys.alt || grip.y === 0 ? middle.y : grip.y === 1 ? box.y : box.y + box.height,
  }
  const roomX =
    grip.x === 0 || keys.alt ? 2 * Math.min(anchor.x, limits.width - anchor.x) : grip.x === 1 ? limits.width - anchor.x : anchor.x
  const roomY =
    grip.y === 0 || keys.alt ? 2 * Math.min(anchor.y, limits.height - anchor.y) : grip.y === 1 ? limits.height - anchor.y : anchor.y
  let width = Math.max(LEAST_PX, box.width + fold * grip.x * dx)
  let height = Math.max(LEAST_PX, box.height + fold * grip.y * dy)
  const kept = ratio ?? (keys.shift ? box.width / box.height : null)
  if (kept === null) {
    width = Math.min(roomX, width)
    height = Math.min(roomY, height)
  } else {
    if (grip.x === 0) width = height * kept
    else if (grip.y === 0) height = width / kept
    else if (width / height > kept) height = width / kept
    else width = height * kept
    const k = Math.min(1, roomX / width, roomY / height)
    width *= k
    height *= k
  }
  const start = (at: number, length: number, side: -1 | 0 | 1, isCentred: boolean): number =>
    isCentred || side === 0 ? at - length / 2 : side === 1 ? at : at - length
  return { x: start(anchor.x, width, grip.x, keys.alt), y: start(anchor.y, height, grip.y, keys.alt), width, height }
}
