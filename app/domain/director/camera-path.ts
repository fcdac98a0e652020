import type { Size } from '../raster.ts'
import { moveOf, type StillFacts } from './camera-moves.ts'
import { type CameraPose, type View, viewAt, wholeView } from './camera-view.ts'
import type { Camera, CameraMove, Direction } from './direction.ts'
import { framesOf } from './direction.ts'
import { secondsAt } from './frame-rate.ts'
import { throughKeyframes } from './keyframes.ts'

/** What a path needs to know of the still. */
export interface PathStill extends Size {
  /** The person can be parted from what is behind. */
  readonly hasDepth: boolean
  /** What the camera looks at in a person, in shares of the still; null where nobody was found. */
  readonly person: Place | null
  /** The middle of what they wear; null where that is not known. */
  readonly cloth: Place | null
}

interface Place {
  readonly x: number
  readonly y: number
}

/** What was not done as it was asked for. `camera.limited`: the picture ends sooner; `camera.flat`: there is nothing to travel past. */
export type PathNote = 'camera.limited' | 'camera.flat'

export interface CameraPath {
  readonly frames: number
  /** The largest view, in shares of the still. */
  readonly whole: Size
  /** Distance of what is behind, that of the person being 1. */
  readonly far: number
  /** Pose at a frame, from 0; frames outside of the clip are its ends. */
  at(frame: number): CameraPose
  readonly notes: readonly PathNote[]
}

/** How much the whole view may be narrowed to make room for a move before the move itself gets smaller. */
const MOST_ROOM = 1.35

/**
 * The path of the camera over a still: at no frame does it show what is not in the picture, neither of the person nor behind.
 *
 * A move that needs room beside the view narrows it, as little as will do; one that needs more gets smaller, and says so.
 */
export function createCameraPath({
  direction,
  still,
  clip,
}: {
  readonly direction: Direction
  readonly still: PathStill
  readonly clip: Size
}): CameraPath {
  const frames = framesOf(direction)
  const whole = wholeView(still, clip)
  const far = still.hasDepth ? 1 + 2 * direction.camera.depth : 1
  const { camera, isFlat } = flatten(direction.camera, far)
  const focus = focusOf(camera, still)
  const facts: StillFacts = { whole, focus, rest: { x: inside(focus.x, whole.width), y: inside(focus.y, whole.height) } }
  const bounds: Bounds = { whole, distances: far === 1 ? [1] : [1, far] }
  const raw = (amount: number): CameraPose[] => {
    const pose = posesOf({ ...camera, amount: camera.amount * amount }, facts, direction.seed)
    return Array.from({ length: frames }, (_, i) => pose(i / (frames - 1), secondsAt(i, direction.output.frameRate)))
  }
  const { poses, isLimited } = fitInPicture(raw, bounds)
  return {
    frames,
    whole,
    far,
    at: (frame) => poses[Math.min(frames - 1, Math.max(0, Math.round(frame)))],
    notes: [...(isLimited ? (['camera.limited'] as const) : []), ...(isFlat ? (['camera.flat'] as const) : [])],
  }
}

/** The pose of a direction at one frame. Make the path once where many frames are asked for. */
export function cameraAt(path: CameraPath, frame: number): CameraPose {
  return path.at(frame)
}

/** Views at the person for drawing the path on the still: `count` of them, the first and the last frame among them. */
export function pathViews(path: CameraPath, count: number): View[] {
  return Array.from({ length: count }, (_, i) => viewAt(path.at((i * (path.frames - 1)) / Math.max(1, count - 1)), path.whole, 1))
}

function focusOf({ focus }: Camera, { person, cloth }: PathStill): Place {
  if (typeof focus === 'object') return focus
  return (focus === 'cloth' ? (cloth ?? person) : person) ?? { x: 0.5, y: 0.5 }
}

const FLAT_MOVES: Partial<Record<CameraMove, CameraMove>> = { orbit: 'pan', crane: 'tilt', dolly: 'zoom' }

/** Without layers behind each other a camera that travels shows what one that turns shows. */
function flatten(camera: Camera, far: number): { readonly camera: Camera; readonly isFlat: boolean } {
  const move = FLAT_MOVES[camera.move]
  if (far > 1 || move === undefined || camera.keyframes.length >= 2) return { camera, isFlat: false }
  return { camera: { ...camera, move, amount: camera.amount / 2 }, isFlat: true }
}

function posesOf(camera: Camera, facts: StillFacts, seed: number): (t: number, seconds: number) => CameraPose {
  if (camera.keyframes.length < 2) return moveOf(camera, facts, seed)
  const view = throughKeyframes(camera.keyframes)
  return (t) => ({ ...view(t), trackX: 0, trackY: 0, dolly: 0, yawDegrees: 0 })
}

interface Bounds {
  readonly whole: Size
  readonly distances: readonly number[]
}

/** Finds the least room, then the largest amount, with which all poses lie in the picture; what is left is clamped frame by frame. */
function fitInPicture(raw: (amount: number) => CameraPose[], bounds: Bounds): { poses: CameraPose[]; isLimited: boolean } {
  for (let amount = 1; amount > 0.05; amount *= 0.85) {
    const poses = raw(amount)
    const widest = shifted(poses, MOST_ROOM, bounds)
    if (widest === null) continue
    let [low, high, best] = [1, MOST_ROOM, widest]
    const plain = shifted(poses, 1, bounds)
    if (plain !== null) return { poses: plain, isLimited: amount < 1 }
    for (let i = 0; i < 12; i++) {
      const room = (low + high) / 2
      const found = shifted(poses, room, bounds)
      if (found === null) low = room
      else [high, best] = [room, found]
    }
    return { poses: best, isLimited: amount < 1 }
  }
  // Keyframes may lie anywhere: each is held in the picture by itself.
  return { poses: raw(1).map((pose) => shifted([pose], 1, bounds)?.[0] ?? shifted([pose], 4, bounds)?.[0] ?? pose), isLimited: true }
}

/** All poses narrowed by `room` and moved by one shift, so that the way between them stays as smooth as it was; null where none will do. */
function shifted(poses: readonly CameraPose[], room: number, { whole, distances }: Bounds): CameraPose[] | null {
  const limits = { x: [-2, 2] as [number, number], y: [-2, 2] as [number, number] }
  const zoomed = poses.map((pose) => ({ ...pose, zoom: pose.zoom * room }))
  for (const pose of zoomed) {
    for (const distance of distances) {
      const view = viewAt(pose, whole, distance)
      narrow(limits.x, view.x, view.width)
      narrow(limits.y, view.y, view.height)
    }
  }
  const [dx, dy] = [nearestTo0(limits.x), nearestTo0(limits.y)]
  if (dx === null || dy === null) return null
  return zoomed.map((pose) => ({ ...pose, x: pose.x + dx, y: pose.y + dy }))
}

function narrow(limits: [number, number], start: number, size: number): void {
  limits[0] = Math.max(limits[0], -start)
  limits[1] = Math.min(limits[1], 1 - start - size)
}

/** Rounding of shares is no reason to narrow a view. */
const TOLERANCE = 1e-9

function nearestTo0([low, high]: readonly [number, number]): number | null {
  if (low > high + TOLERANCE) return null
  if (low > high) return (low + high) / 2
  return Math.min(high, Math.max(low, 0))
}

/** A middle whose view of that size lies in the picture. */
const inside = (middle: number, size: number): number => Math.min(1 - size / 2, Math.max(size / 2, middle))
