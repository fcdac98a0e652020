import { clipSize } from '../../../app/domain/director/clip-size.ts'
import { type Direction, framesOf } from '../../../app/domain/director/direction.ts'
import type { MotionResult } from '../../../app/domain/director/motion-result.ts'
import type { JobSummary } from '../../../app/domain/job.ts'
import type { Size } from '../../../app/domain/raster.ts'

/**
 * How long a clip will take here, by the latest one that was made: what it took for each pixel.
 *
 * @returns milliseconds; null where none was made yet.
 */
export function renderTimeMs(
  direction: Direction,
  still: Size,
  known: { readonly shortSide: number; readonly jobs: readonly JobSummary[] },
): number | null {
  const latest = known.jobs.find(({ kind, state }) => kind === 'render-motion' && state === 'succeeded')
  if (latest === undefined) return null
  const { ms, frames, width, height } = latest.result as unknown as MotionResult
  const size = clipSize(direction.output.ratio, still, known.shortSide)
  return (ms / (frames * width * height)) * framesOf(direction) * size.width * size.height
}
