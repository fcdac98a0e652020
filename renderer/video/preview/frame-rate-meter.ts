/** Counts what happened within the last second. */
export interface RateMeter {
  /** Something happened. @returns how often it does, per second; null before there is enough to tell. */
  tick(atMs: number): number | null
  reset(): void
}

const WINDOW_MS = 1000
/** Before this long a rate says more of chance than of pace. */
const LEAST_MS = 400

export function createRateMeter(): RateMeter {
  let times: number[] = []
  return {
    tick(atMs) {
      times = [...times.filter((time) => atMs - time < WINDOW_MS), atMs]
      const span = atMs - (times[0] ?? atMs)
      return span < LEAST_MS ? null : (1000 * (times.length - 1)) / span
    },
    reset() {
      times = []
    },
  }
}
