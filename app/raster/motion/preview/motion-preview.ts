import type { CameraPath } from '../../../domain/director/camera-path.ts'
import { type ClipNote, clipNotes } from '../../../domain/director/clip-notes.ts'
import { clipSize } from '../../../domain/director/clip-size.ts'
import type { Direction } from '../../../domain/director/direction.ts'
import { type Rgba8, rgba8, type Size } from '../../../domain/raster.ts'
import { createMotionPainter, type MotionPainter } from '../motion-painter.ts'
import type { MotionScene } from '../motion-scene.ts'
import { type KnownStill, planMotion } from '../plan-motion.ts'
import { rgbaOfYuv } from '../rgba-of-yuv.ts'
import { frameBytes } from '../yuv-picture.ts'

/** Paints a clip frame by frame at a reduced size, for a worker of the page: the code of the rendering, so the same path to the pixel. */
export interface MotionPreview {
  readonly size: Size
  readonly frames: number
  readonly path: CameraPath
  readonly notes: readonly ClipNote[]
  /** A frame for a canvas. The next call paints over it. */
  frameAt(index: number): Rgba8
  /** The same clip under another direction; what did not change is not made anew. */
  directedBy(direction: Direction): MotionPreview
}

/** @param shortSidePx of the preview; 270 paints 30 frames a second on one core of 2020. */
export function createMotionPreview(known: KnownStill, direction: Direction, shortSidePx: number = USUAL_SHORT_SIDE_PX): MotionPreview {
  return previewOf({ known, shortSidePx, parted: new Map() }, direction)
}

const USUAL_SHORT_SIDE_PX = 270

interface Room {
  readonly known: KnownStill
  readonly shortSidePx: number
  /** Parted stills by what they were made for; a slider of wind asks for the same ones again and again. */
  readonly parted: Map<string, MotionScene[]>
}

/** Kept for this many kinds of size: a slider of zoom asks for another one at each move. */
const MOST_KEPT = 4

function previewOf(room: Room, direction: Direction): MotionPreview {
  const { known, shortSidePx, parted } = room
  const size = clipSize(direction.output.ratio, known.still, shortSidePx)
  const plan = planMotion(known, direction, size, parted)
  if (parted.size > MOST_KEPT) parted.delete(parted.keys().next().value ?? '')
  const painter: MotionPainter = createMotionPainter(plan)
  const frame = new Uint8Array(frameBytes(size))
  const shown = rgba8(size.width, size.height)
  return {
    size,
    frames: painter.frames,
    path: plan.path,
    notes: clipNotes(direction, { path: plan.path.notes, hasPerson: plan.figure !== null, hasCloth: known.cloth !== null }),
    frameAt(index) {
      painter.paint(index, frame)
      return rgbaOfYuv(frame, size, shown)
    },
    directedBy: (other) => previewOf(room, other),
  }
}
