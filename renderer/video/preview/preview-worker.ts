import type { Direction } from '../../../app/domain/director/direction.ts'
import type { KnownStill } from '../../../app/raster/motion/plan-motion.ts'
import { readMotionKit } from '../../../app/raster/motion/preview/motion-kit.ts'
import { createMotionPreview, type MotionPreview } from '../../../app/raster/motion/preview/motion-preview.ts'
import { posesOf } from '../stage/path-poses.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** The part of a worker's global scope that is used; the page's types know only that of a window. */
interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null
}
const scope = globalThis as unknown as WorkerScope

let known: KnownStill | undefined
let preview: MotionPreview | undefined
let latest = 0

scope.onmessage = ({ data }) => {
  try {
    if (data.kind === 'open') known = readMotionKit(new Uint8Array(data.bytes))
    else if (data.kind === 'direct') direct(data.id, data.direction)
    else paint(data.frame)
  } catch (thrown) {
    scope.postMessage({ kind: 'refused', reason: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

function direct(id: number, direction: Direction): void {
  if (known === undefined) throw new RangeError('There is no kit yet')
  preview = preview === undefined ? createMotionPreview(known, direction) : preview.directedBy(direction)
  latest = id
  scope.postMessage({ kind: 'directed', directed: { id, path: posesOf(preview.path), notes: preview.notes } })
}

function paint(frame: number): void {
  if (preview === undefined) throw new RangeError('Nothing was directed yet')
  const startedMs = performance.now()
  const { width, height, data } = preview.frameAt(Math.min(preview.frames - 1, Math.max(0, frame)))
  // The painter keeps its raster for the next frame.
  const pixels = data.slice().buffer as ArrayBuffer
  scope.postMessage({ kind: 'painted', painted: { id: latest, frame, width, height, pixels, tookMs: performance.now() - startedMs } }, [
    pixels,
  ])
}
