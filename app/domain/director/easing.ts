/** How a move starts and ends. */
export const EASINGS = ['linear', 'slow-start', 'soft-stop', 'slow-start-soft-stop'] as const
export type Easing = (typeof EASINGS)[number]

/** The part of a move that is done at a part of its time, both 0..1; never falls. `time` is limited to 0..1. */
export function ease(easing: Easing, time: number): number {
  const t = Math.min(1, Math.max(0, time))
  switch (easing) {
    case 'linear':
      return t
    case 'slow-start':
      return t * t * (2 - t)
    case 'soft-stop':
      return 1 - (1 - t) * (1 - t) * (1 + t)
    case 'slow-start-soft-stop':
      return t * t * t * (t * (6 * t - 15) + 10)
  }
}
