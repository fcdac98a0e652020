import { type CameraPath, cameraAt } from '../../../app/domain/director/camera-path.ts'
import type { CameraKeyframe } from '../../../app/domain/director/direction.ts'

/** Keyframes in a direction. */
export const MOST_KEYFRAMES = 32
export const MOST_ZOOM = 8
/** Two keyframes are at least this far apart, as a part of the clip. */
const LEAST_APART = 0.01

/**
 * The views to begin with when a path is taken by the hand: those that were put down before, else where the move begins, is half-way and
 * ends, so that what is seen changes as little as it can.
 */
export function keyframesOf(path: CameraPath, own: readonly CameraKeyframe[]): readonly CameraKeyframe[] {
  if (own.length >= 2) return own
  return [viewAtShare(path, 0), viewAtShare(path, 1)]
}

function viewAtShare(path: CameraPath, at: number): CameraKeyframe {
  const { x, y, zoom } = cameraAt(path, at * (path.frames - 1))
  return inPicture({ at, x, y, zoom: Math.min(MOST_ZOOM, Math.max(1, zoom)) }, path)
}

/** Moves one view; it stays inside the still. */
export function movedKeyframe(
  keyframes: readonly CameraKeyframe[],
  change: { readonly index: number; readonly to: Partial<Omit<CameraKeyframe, 'at'>> },
  path: Pick<CameraPath, 'whole'>,
): CameraKeyframe[] {
  return keyframes.map((one, i) => (i === change.index ? inPicture({ ...one, ...change.to }, path) : one))
}

/** Sets when a view is reached: between its neighbours. */
export function retimedKeyframe(keyframes: readonly CameraKeyframe[], index: number, at: number): CameraKeyframe[] {
  const [before, after] = [keyframes[index - 1], keyframes[index + 1]]
  const low = before === undefined ? 0 : before.at + LEAST_APART
  const high = after === undefined ? 1 : after.at - LEAST_APART
  return keyframes.map((one, i) => (i === index ? { ...one, at: Math.min(high, Math.max(low, at)) } : one))
}

/** Puts a view down where the path is at that part of the clip, so that nothing seems to change. @returns null where one is there already, or no more fit. */
export function insertedKeyframe(
  path: CameraPath,
  own: readonly CameraKeyframe[],
  at: number,
): { readonly keyframes: readonly CameraKeyframe[]; readonly index: number } | null {
  const keyframes = keyframesOf(path, own)
  if (keyframes.length >= MOST_KEYFRAMES || keyframes.some((one) => Math.abs(one.at - at) < LEAST_APART)) return null
  const added = [...keyframes, viewAtShare(path, at)].toSorted((a, b) => a.at - b.at)
  return { keyframes: added, index: added.findIndex((one) => one.at === at) }
}

/** Takes one away. With fewer than two left there is no path of one's own: the move of the camera counts again. */
export function removedKeyframe(keyframes: readonly CameraKeyframe[], index: number): readonly CameraKeyframe[] {
  const left = keyframes.filter((_, i) => i !== index)
  return left.length < 2 ? [] : left
}

/** As near to where it is as a view can be that shows nothing beyond the still. */
function inPicture(keyframe: CameraKeyframe, { whole }: Pick<CameraPath, 'whole'>): CameraKeyframe {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, keyframe.zoom))
  const [halfX, halfY] = [whole.width / zoom / 2, whole.height / zoom / 2]
  return {
    ...keyframe,
    zoom,
    x: Math.min(1 - halfX, Math.max(halfX, keyframe.x)),
    y: Math.min(1 - halfY, Math.max(halfY, keyframe.y)),
  }
}
