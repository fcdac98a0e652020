import type { CameraKeyframe } from './direction.ts'

/**
 * A smooth way through views that were put on the still by hand: monotone cubics (Fritsch and Carlson 1980), which pass every keyframe and
 * never swing beyond two neighbours. Zoom goes by its logarithm, so that it looks even.
 *
 * @param keyframes two or more, in the order of their times.
 * @returns the view at a part of the clip, 0..1; before the first and after the last it rests.
 */
export function throughKeyframes(keyframes: readonly CameraKeyframe[]): (t: number) => { x: number; y: number; zoom: number } {
  const times = keyframes.map(({ at }) => at)
  const x = monotone(
    times,
    keyframes.map((one) => one.x),
  )
  const y = monotone(
    times,
    keyframes.map((one) => one.y),
  )
  const zoom = monotone(
    times,
    keyframes.map((one) => Math.log(one.zoom)),
  )
  return (t) => ({ x: x(t), y: y(t), zoom: Math.exp(zoom(t)) })
}

function monotone(times: readonly number[], values: readonly number[]): (t: number) => number {
  const slopes = slopesOf(times, values)
  const last = times.length - 1
  return (t) => {
    if (t <= times[0]) return values[0]
    if (t >= times[last]) return values[last]
    let k = 0
    while (times[k + 1] < t) k++
    const span = times[k + 1] - times[k]
    const u = (t - times[k]) / span
    const [u2, u3] = [u * u, u * u * u]
    return (
      values[k] * (2 * u3 - 3 * u2 + 1) +
      slopes[k] * span * (u3 - 2 * u2 + u) +
      values[k + 1] * (3 * u2 - 2 * u3) +
      slopes[k + 1] * span * (u3 - u2)
    )
  }
}

/** Rests at both ends; in between, the harmonic mean of the slopes beside it, 0 at a turn. */
function slopesOf(times: readonly number[], values: readonly number[]): number[] {
  const rises = times.slice(1).map((time, k) => (values[k + 1] - values[k]) / (time - times[k]))
  return times.map((_, k) => {
    const [before, after] = [rises[k - 1] ?? 0, rises[k] ?? 0]
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after)
  })
}
