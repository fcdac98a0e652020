import { MOVABLE_JOINTS } from '../../app/domain/corrections.ts'
import { LANDMARK_NAMES } from '../../app/domain/landmarks.ts'
import type { Point } from '../../app/domain/raster.ts'
import { anchorShapes, meshShapes, poseShapes } from '../../app/raster/drape/overlay-shapes.ts'
import { readKit } from '../../app/raster/preview/kit-file.ts'
import { type BrushedArea, createRewarp, type Rewarp, type Rewarped } from '../../app/raster/preview/rewarp.ts'
import type { RewarpKit } from '../../app/raster/preview/rewarp-kit.ts'
import type { FromWorker, Handle, RenderOrder, RewarpFrame, ToWorker } from './messages.ts'

/** The part of a worker's global scope that is used; the page's types know only that of a window. */
interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null
}
const scope = globalThis as unknown as WorkerScope

let kit: RewarpKit | undefined
/** By long side: each keeps what a size needs. */
const sizes = new Map<number, Rewarp>()

scope.onmessage = ({ data }) => {
  const id = data.kind === 'render' ? data.id : null
  try {
    if (data.kind === 'open') kit = readKit(new Uint8Array(data.bytes))
    else {
      const frame = render(data.order)
      scope.postMessage({ kind: 'frame', id: data.id, frame }, frame.mask === null ? [frame.pixels] : [frame.pixels, frame.mask.values])
    }
  } catch (thrown) {
    scope.postMessage({ kind: 'refused', id, reason: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

function render(order: RenderOrder): RewarpFrame {
  if (kit === undefined) throw new RangeError('There is no kit yet')
  const startedMs = performance.now()
  let rewarp = sizes.get(order.longSide)
  if (rewarp === undefined) {
    rewarp = createRewarp(kit, order.longSide)
    sizes.set(order.longSide, rewarp)
  }
  const laid = rewarp.render(order.corrections, order.pace)
  const { crop } = kit
  const toDraft = ([x, y]: Point): Point => [x + crop.x, y + crop.y]
  const { width, height, data } = laid.picture
  return {
    order,
    area: crop,
    width,
    height,
    // A raster owns its bytes, and this one is made anew for every frame.
    pixels: data.buffer as ArrayBuffer,
    handles: handlesOf(laid, kit.index, toDraft),
    shapes: {
      pose: order.shapes.includes('pose') ? poseShapes(laid.body, toDraft) : null,
      mesh: order.shapes.includes('mesh') ? meshShapes(laid.fit, toDraft) : null,
      anchors: order.shapes.includes('anchors') ? anchorShapes(laid.anchors, toDraft) : null,
    },
    mask: order.mask === null ? null : bytesOf(rewarp.maskOf(order.mask)),
    tookMs: performance.now() - startedMs,
  }
}

function bytesOf({ mask, area }: BrushedArea): NonNullable<RewarpFrame['mask']> {
  const values = Uint8Array.from(mask.data, (value) => Math.round(255 * value))
  return { width: mask.width, height: mask.height, values: values.buffer, area }
}

/** Below this the model only guesses where a joint is. */
const SEEN = 0.35

function handlesOf({ pose, anchors }: Rewarped, garment: number, toDraft: (point: Point) => Point): Handle[] {
  const joints = MOVABLE_JOINTS.flatMap((name): Handle[] => {
    const mark = pose.landmarks[LANDMARK_NAMES.indexOf(name)]
    if (mark === undefined) return []
    const [x, y] = toDraft([mark.x, mark.y])
    return [{ kind: 'joint', name, x, y, isGuessed: mark.visibility < SEEN }]
  })
  const points = anchors.map(({ name, at }): Handle => {
    const [x, y] = toDraft(at)
    return { kind: 'anchor', garment, name, x, y, isGuessed: false }
  })
  return [...joints, ...points]
}
