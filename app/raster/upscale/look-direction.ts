/** A filter sees this many pixels either way. */
export const TAP_REACH = 3
const TENSOR_REACH = 2
/** What is looked at around a band of rows. */
export const LOOK_REACH = Math.max(TAP_REACH, TENSOR_REACH + 1)

const ANGLES = 16
/** Root of the larger eigenvalue of the structure tensor, in levels of 255 a pixel: below the first there is nothing to direct. */
const STRENGTHS = [1.2, 4, 10, 24]
const COHERENCES = [0.3, 0.6]
const [STRENGTH_STEPS, COHERENCE_STEPS] = [STRENGTHS.length, COHERENCES.length + 1]
export const LOOKS = ANGLES * STRENGTH_STEPS * COHERENCE_STEPS
export const FLAT = -1

/** Rows of luma with a margin of `LOOK_REACH` on all sides. */
export interface LumaBand {
  /** With the margins. */
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/**
 * What a picture looks like around a pixel: the direction of its structure tensor, how strong and how coherent it is, as one number
 * 0..LOOKS - 1, or `FLAT`.
 */
export function lookAround({ width, data }: LumaBand, index: number): number {
  let xx = 0
  let xy = 0
  let yy = 0
  for (let dy = -TENSOR_REACH; dy <= TENSOR_REACH; dy++) {
    for (let dx = -TENSOR_REACH, i = index + dy * width - TENSOR_REACH; dx <= TENSOR_REACH; dx++, i++) {
      const weight = WEIGHTS[dy + TENSOR_REACH] * WEIGHTS[dx + TENSOR_REACH]
      const gx = data[i + 1] - data[i - 1]
      const gy = data[i + width] - data[i - width]
      xx += weight * gx * gx
      xy += weight * gx * gy
      yy += weight * gy * gy
    }
  }
  const half = (xx + yy) / 2
  const spread = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy)
  const strong = Math.sqrt(half + spread) / 2
  if (strong < STRENGTHS[0]) return FLAT
  const weak = Math.sqrt(Math.max(0, half - spread)) / 2
  const coherence = (strong - weak) / (strong + weak)
  const strength = strong < STRENGTHS[1] ? 0 : strong < STRENGTHS[2] ? 1 : strong < STRENGTHS[3] ? 2 : 3
  const coherent = coherence < COHERENCES[0] ? 0 : coherence < COHERENCES[1] ? 1 : 2
  const turn = Math.atan2(2 * xy, xx - yy) / (2 * Math.PI)
  const angle = Math.min(ANGLES - 1, Math.floor((turn < 0 ? turn + 1 : turn) * ANGLES))
  return (angle * STRENGTH_STEPS + strength) * COHERENCE_STEPS + coherent
}

const WEIGHTS = [0.0625, 0.25, 0.375, 0.25, 0.0625]

/** The look of the same place in a mirror. */
export function mirroredLook(look: number): number {
  const steps = STRENGTH_STEPS * COHERENCE_STEPS
  const angle = Math.floor(look / steps)
  return (ANGLES - 1 - angle) * steps + (look % steps)
}

/** The look of the same place with rows and columns exchanged. */
export function transposedLook(look: number): number {
  const steps = STRENGTH_STEPS * COHERENCE_STEPS
  const angle = Math.floor(look / steps)
  return ((ANGLES / 2 - 1 - angle + ANGLES) % ANGLES) * steps + (look % steps)
}
