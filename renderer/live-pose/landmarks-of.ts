import type { NormalizedLandmark } from '@mediapipe/tasks-vision'
import { LANDMARK_NAMES, type Landmark } from '../../app/domain/landmarks.ts'

/**
 * Landmarks as MediaPipe's task tells them, in the words of the studio.
 *
 * @param found shares of the picture; `z` as a share of its width. In the order of `LANDMARK_NAMES`.
 * @param size  of the picture in pixels.
 * @returns pixels; null where it is not a whole body of finite numbers.
 */
export function landmarksOf(
  found: readonly NormalizedLandmark[] | undefined,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Landmark[] | null {
  if (found === undefined || found.length < LANDMARK_NAMES.length) return null
  const landmarks = found.slice(0, LANDMARK_NAMES.length).map(({ x, y, z, visibility }) => ({
    x: x * width,
    y: y * height,
    z: z * width,
    visibility: Math.min(1, Math.max(0, visibility)),
  }))
  return landmarks.every(({ x, y, z, visibility }) => Number.isFinite(x + y + z + visibility)) ? landmarks : null
}
