/** Long sides a preview is drawn at while a point is dragged; a machine that is busy gets the smaller ones. */
const SIZES = [360, 480, 600, 760] as const
/** Of a preview nobody is dragging. */
export const STILL_LONG_SIDE = 960
/** A hand feels a delay from about 100 ms; above the first the next smaller size follows, below the second the next larger. */
const TOO_SLOW_MS = 55
const FAST_MS = 24

export type PreviewSize = (typeof SIZES)[number]

export const FIRST_SIZE: PreviewSize = 480

/** The size for the next frame, from how long the last one took to come. */
export function nextSize(now: PreviewSize, tookMs: number): PreviewSize {
  const index = SIZES.indexOf(now)
  if (tookMs > TOO_SLOW_MS) return SIZES[Math.max(0, index - 1)] ?? now
  if (tookMs < FAST_MS) return SIZES[Math.min(SIZES.length - 1, index + 1)] ?? now
  return now
}
