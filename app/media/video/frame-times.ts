import type { Rational } from './clip-facts.ts'

/** The times of all frames of a clip, in ticks of its clock, as they came. */
export interface FrameTicks {
  readonly times: readonly number[]
  /** How long the frame that is shown last stays, in ticks; 0 where nobody says. */
  readonly lastDuration: number
}

export interface FrameTiming {
  readonly startMs: number
  readonly durationMs: number
  /** When the last frame comes, in milliseconds after the first. */
  readonly lastFrameMs: number
  readonly frameRate: Rational
  readonly isVariableRate: boolean
}

const USUAL_RATES: readonly Rational[] = [
  { num: 24000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30000, den: 1001 },
  { num: 30, den: 1 },
  { num: 48, den: 1 },
  { num: 50, den: 1 },
  { num: 60000, den: 1001 },
  { num: 60, den: 1 },
  { num: 120, den: 1 },
]
/** A clock of milliseconds tells 29.97 from 30 in two seconds; a rate further from all usual ones is what it is. */
const USUAL_WITHIN = 0.0006

/**
 * Duration and rate of a clip from the times of its frames: declared values are wrong too often (one real file of a second declares
 * 40 hours). Frames may come in any order.
 *
 * @param clock seconds in a tick, and the rate that the header declares.
 */
export function timingOf(ticks: FrameTicks, clock: { readonly timeBase: Rational; readonly declaredRate: Rational | null }): FrameTiming {
  const times = [...ticks.times].sort((a, b) => a - b)
  const msPerTick = (1000 * clock.timeBase.num) / clock.timeBase.den
  const first = times[0] ?? 0
  const last = times.at(-1) ?? 0
  const interval = times.length > 1 ? (last - first) / (times.length - 1) : 0
  const lastDuration = ticks.lastDuration > 0 ? ticks.lastDuration : interval
  // One tick more than half a frame: a coarse clock puts frames of a constant rate to either side.
  const isVariableRate = times.some((time, index) => Math.abs(time - first - index * interval) > interval / 2 + 1)
  const durationMs = (last - first + lastDuration) * msPerTick
  const perSecond = isVariableRate ? (1000 * times.length) / durationMs : interval > 0 ? 1000 / (interval * msPerTick) : 0
  return {
    startMs: first * msPerTick,
    durationMs,
    lastFrameMs: (last - first) * msPerTick,
    frameRate: rateOf(perSecond, clock.declaredRate),
    isVariableRate,
  }
}

function rateOf(perSecond: number, declared: Rational | null): Rational {
  if (!(perSecond > 0)) return declared ?? { num: 25, den: 1 }
  const distance = (rate: Rational): number => Math.abs(rate.num / rate.den / perSecond - 1)
  if (declared !== null && distance(declared) < USUAL_WITHIN && declared.den <= 1001) return declared
  const nearest = USUAL_RATES.reduce((best, rate) => (distance(rate) < distance(best) ? rate : best))
  return distance(nearest) < USUAL_WITHIN ? nearest : { num: Math.round(perSecond * 1000), den: 1000 }
}
