import type { PictureTrack, Rational } from '../clip-facts.ts'

const USUAL_RATES: readonly Rational[] = [
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30, den: 1 },
  { num: 50, den: 1 },
  { num: 60, den: 1 },
]
const FASTEST = 60

/**
 * Frames a second of exported files, always constant, as networks want them. A constant rate stays, down to 60; a clip of variable rate gets the
 * next usual one above its average, so that none of its frames is lost where they are even.
 */
export function outputRate({ frameRate, isVariableRate }: Pick<PictureTrack, 'frameRate' | 'isVariableRate'>): Rational {
  const perSecond = frameRate.num / frameRate.den
  if (!isVariableRate && perSecond <= FASTEST && perSecond >= 1) return { num: Math.round(frameRate.num), den: Math.round(frameRate.den) }
  return USUAL_RATES.find(({ num }) => num >= perSecond * 0.98) ?? { num: FASTEST, den: 1 }
}
