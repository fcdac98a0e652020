import { median } from '../geometry.ts'
import type { ClothPatch } from './cloth-patch.ts'
import type { Stripes } from './pattern-truth.ts'

/**
 * How even a row of stripes is: the strength of the weakest stripe over that of the usual one, 0..1. A stripe that is missing leaves a
 * gap near 0. Strength is the amplitude of the mean across the stripes at their own pitch, in a window of about one pitch (Gabor).
 *
 * @returns null where fewer than four stripes can be seen.
 */
export function weakestStripe(patch: ClothPatch, { pitch, angleDeg }: Pick<Stripes, 'pitch' | 'angleDeg'>): number | null {
  const profile = profileAcross(patch, angleDeg)
  const pitchPx = pitch * patch.density
  if (profile === null || profile.length < LEAST_STRIPES * pitchPx || pitchPx < 4) return null
  const strengths = strengthsOf(profile, pitchPx)
  const usual = median(strengths)
  return usual < 1 ? null : Math.min(...strengths) / usual
}

interface Profile {
  readonly length: number
  /** L, a and b by distance along the normal of the stripes, pixels of the patch. */
  readonly values: readonly [Float64Array, Float64Array, Float64Array]
}

const LEAST_STRIPES = 3.6
/** Half width of the band down the middle of the trunk that is looked at, trunk widths: at the sides cloth turns away. */
const BAND = 0.3
/** Stripes that run down are counted across the whole front. */
const BAND_DOWN = 0.46
/** A place of the profile counts when this share of the usual number of pixels is seen there. */
const SEEN = 0.35

function profileAcross({ channels, mask, density, from }: ClothPatch, angleDeg: number): Profile | null {
  const angle = (angleDeg * Math.PI) / 180
  const [nx, ny] = [-Math.sin(angle), Math.cos(angle)]
  const reach = Math.ceil(Math.hypot(mask.width, mask.height))
  const band = Math.abs(nx) > Math.abs(ny) ? BAND_DOWN : BAND
  const counts = new Float64Array(2 * reach)
  const sums = [new Float64Array(2 * reach), new Float64Array(2 * reach), new Float64Array(2 * reach)] as const
  for (let y = 0, i = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++, i++) {
      if (mask.data[i] < 0.9 || Math.abs(from[0] + x / density) > band) continue
      const bin = Math.floor((x - mask.width / 2) * nx + (y - mask.height / 2) * ny + reach)
      counts[bin]++
      for (const c of [0, 1, 2] as const) sums[c][bin] += channels[c].data[i]
    }
  }
  const usual = median(counts.filter((count) => count > 0))
  const isSeen = (bin: number): boolean => counts[bin] >= Math.max(6, SEEN * usual)
  let [start, end] = [reach, reach]
  while (start > 0 && isSeen(start - 1)) start--
  while (end < 2 * reach && isSeen(end)) end++
  if (end - start < 8) return null
  const meanOf = (c: 0 | 1 | 2): Float64Array =>
    Float64Array.from({ length: end - start }, (_, k) => sums[c][start + k] / counts[start + k])
  return { length: end - start, values: [meanOf(0), meanOf(1), meanOf(2)] }
}

/** Amplitude at the pitch for every place that is a whole pitch away from both ends. */
function strengthsOf({ length, values }: Profile, pitchPx: number): number[] {
  const sigma = 0.5 * pitchPx
  const reach = Math.round(1.5 * pitchPx)
  const out: number[] = []
  for (let centre = Math.round(pitchPx); centre < length - pitchPx; centre++) {
    let power = 0
    for (const channel of values) {
      let [weights, mean] = [0, 0]
      for (let k = Math.max(0, centre - reach); k <= Math.min(length - 1, centre + reach); k++) {
        const weight = Math.exp(-0.5 * ((k - centre) / sigma) ** 2)
        weights += weight
        mean += weight * channel[k]
      }
      mean /= weights
      let [re, im] = [0, 0]
      for (let k = Math.max(0, centre - reach); k <= Math.min(length - 1, centre + reach); k++) {
        const value = (Math.exp(-0.5 * ((k - centre) / sigma) ** 2) * (channel[k] - mean)) / weights
        re += value * Math.cos((2 * Math.PI * k) / pitchPx)
        im += value * Math.sin((2 * Math.PI * k) / pitchPx)
      }
      power += re * re + im * im
    }
    out.push(2 * Math.sqrt(power))
  }
  return out
}
