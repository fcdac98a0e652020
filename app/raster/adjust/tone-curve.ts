import type { Adjustments } from '../../domain/document/adjustments.ts'

/** 18 % grey, as a share of sRGB's range: contrast turns about it. */
const MID_GREY = 0.4614
/** Up to this share of the light, exposure is a plain factor; above it what would be burnt out is drawn together instead. */
const SHOULDER = 0.4

/** What exposure and contrast make of an sRGB value 0..1. Rises everywhere; black and white stay. */
export function toneCurve({ exposure, contrast }: Pick<Adjustments, 'exposure' | 'contrast'>): (value: number) => number {
  const gain = exposure.enabled ? 2 ** exposure.ev : 1
  const amount = contrast.enabled ? contrast.amount : 0
  return (value) => {
    const exposed = gain === 1 ? value : encodeSrgb(expose(decodeSrgb(value), gain))
    return amount === 0 ? exposed : contrasted(exposed, amount)
  }
}

/** Light 0..1 times `gain`; of a gain above 1 the upper part is bent, with no break in its slope, so that white stays white and nothing is cut off. */
function expose(light: number, gain: number): number {
  const knee = SHOULDER / gain
  if (gain <= 1 || light <= knee) return light * gain
  const slope = (gain * (1 - knee)) / (1 - SHOULDER)
  const t = (light - knee) / (1 - knee)
  return SHOULDER + ((1 - SHOULDER) * slope * t) / (1 + (slope - 1) * t)
}

/** Steeper about mid grey by a factor of 2 at amount 1, flatter by 2 at -1; -c undoes c but for the pivot's own half. */
function contrasted(value: number, amount: number): number {
  const k = 2 ** Math.abs(amount) - 1
  const bend = (t: number): number => (amount > 0 ? t / (1 + k * (1 - t)) : ((1 + k) * t) / (1 + k * t))
  return value < MID_GREY ? MID_GREY * bend(value / MID_GREY) : 1 - (1 - MID_GREY) * bend((1 - value) / (1 - MID_GREY))
}

/** IEC 61966-2-1; Display P3 has the same curve. */
export function decodeSrgb(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

export function encodeSrgb(light: number): number {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055
}
