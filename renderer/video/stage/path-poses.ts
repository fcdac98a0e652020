import { type CameraPath, cameraAt, createCameraPath, type PathNote } from '../../../app/domain/director/camera-path.ts'
import type { View } from '../../../app/domain/director/camera-view.ts'
import { viewAt } from '../../../app/domain/director/camera-view.ts'
import { clipSize } from '../../../app/domain/director/clip-size.ts'
import type { Direction } from '../../../app/domain/director/direction.ts'
import type { Size } from '../../../app/domain/raster.ts'

/** A camera path as it travels between threads. */
export interface PathPoses {
  readonly frames: number
  readonly whole: Size
  readonly far: number
  readonly notes: readonly PathNote[]
  /** Seven numbers a frame, in the order of `CameraPose`. */
  readonly poses: Float64Array<ArrayBuffer>
}

const PER_FRAME = 7

export function posesOf(path: CameraPath): PathPoses {
  const poses = new Float64Array(PER_FRAME * path.frames)
  for (let frame = 0; frame < path.frames; frame++) {
    const { x, y, zoom, trackX, trackY, dolly, yawDegrees } = cameraAt(path, frame)
    poses.set([x, y, zoom, trackX, trackY, dolly, yawDegrees], PER_FRAME * frame)
  }
  return { frames: path.frames, whole: { ...path.whole }, far: path.far, notes: path.notes, poses }
}

export function pathOfPoses({ frames, whole, far, notes, poses }: PathPoses): CameraPath {
  return {
    frames,
    whole,
    far,
    notes,
    at(frame) {
      const at = PER_FRAME * Math.min(frames - 1, Math.max(0, Math.round(frame)))
      const [x = 0, y = 0, zoom = 1, trackX = 0, trackY = 0, dolly = 0, yawDegrees = 0] = poses.subarray(at, at + PER_FRAME)
      return { x, y, zoom, trackX, trackY, dolly, yawDegrees }
    },
  }
}

/** The path without anything known of what the still shows: exact for keyframes, about right for a move until the still was looked at. */
export function plainPath(direction: Direction, still: Size): CameraPath {
  return createCameraPath({
    direction,
    still: { width: still.width, height: still.height, hasDepth: false, person: null, cloth: null },
    clip: clipSize(direction.output.ratio, still),
  })
}

/** What the camera sees at a frame, of the person, in shares of the still. */
export function viewOf(path: CameraPath, frame: number): View {
  return viewAt(cameraAt(path, frame), path.whole, 1)
}

/** How much of the way is behind at `count` moments, 0..1; all 0 where the camera rests. */
export function progressOf(path: CameraPath, count: number): number[] {
  const at = (i: number) => cameraAt(path, (i * (path.frames - 1)) / (count - 1))
  let way = 0
  const ways = Array.from({ length: count }, (_, i) => {
    if (i === 0) return 0
    const [a, b] = [at(i - 1), at(i)]
    way += Math.hypot(b.x - a.x, b.y - a.y, b.trackX - a.trackX, b.trackY - a.trackY, Math.log(b.zoom / a.zoom))
    return way
  })
  return way < 1e-9 ? ways : ways.map((one) => one / way)
}
