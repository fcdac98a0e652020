import { parentPort, workerData } from 'node:worker_threads'
import type { Direction } from '../domain/director/direction.ts'
import type { Size } from '../domain/raster.ts'
import { createMotionPainter } from '../raster/motion/motion-painter.ts'
import { type KnownStill, planMotion } from '../raster/motion/plan-motion.ts'

/** What a thread that paints frames is told: everything a plan is made of, and memory it shares with the one that asks. */
export interface FramesTask {
  readonly known: KnownStill
  readonly direction: Direction
  readonly clip: Size
  /** Each takes one frame. */
  readonly slots: readonly SharedArrayBuffer[]
}

/** Asks for a frame, and says that it is there. */
export interface FrameMessage {
  readonly index: number
  readonly slot: number
}

/** A thread that paints frames of a clip beside the one that encodes them. The plan is made again: it is a small part of what is saved. */
const { known, direction, clip, slots } = workerData as FramesTask
const painter = createMotionPainter(planMotion(known, direction, clip))
const views = slots.map((slot) => new Uint8Array(slot))
parentPort?.on('message', ({ index, slot }: FrameMessage) => {
  const view = views[slot]
  if (view === undefined) return
  painter.paint(index, view)
  parentPort?.postMessage({ index, slot } satisfies FrameMessage)
})
