import { ANGLES, type PatternSpectrum, RING_STEP, RINGS } from './pattern-spectrum.ts'

/** Stripes of a garment, where it has any. */
export interface Stripes {
  /** Trunk widths from one stripe to the next. */
  readonly pitch: number
  /** Degrees, 0 across the body, 90 down it, 0..180. */
  readonly angleDeg: number
  /** Share of the pattern's power that lies within ten degrees of that angle, 0..1. */
  readonly straightness: number
}

/** How the pattern of a result differs from that of the garment. */
export interface PatternChange {
  /** Pitch of the result over that of the garment; above 1 it is coarser. */
  readonly pitch: number
  /** Degrees the pattern is turned, -90..90; against the clock is above 0. */
  readonly turnDeg: number
  /** Correlation of the two spectra once shifted on each other, 0..1. */
  readonly likeness: number
  /** Contrast of the result over that of the garment. */
  readonly contrast: number
}

const COARSEST_CYCLES = 2.2

/** Finds stripes in a spectrum: the strongest cell, and how much lies in line with it. */
export function stripesOf({ power }: PatternSpectrum): Stripes {
  const line = new Float64Array(ANGLES)
  for (let i = 0; i < power.length; i++) line[i % ANGLES] += power[i]
  const total = line.reduce((sum, value) => sum + value, 0) + 1e-9
  const near = (sector: number): number => [-2, -1, 0, 1, 2].reduce((sum, by) => sum + line[(sector + by + ANGLES) % ANGLES], 0) / total
  let best = 0
  for (let sector = 1; sector < ANGLES; sector++) if (near(sector) > near(best)) best = sector
  let [ring, top] = [0, 0]
  for (let k = 0; k < RINGS; k++) {
    const value = [-1, 0, 1].reduce((sum, by) => sum + power[k * ANGLES + ((best + by + ANGLES) % ANGLES)], 0)
    if (value > top) [ring, top] = [k, value]
  }
  return {
    pitch: 1 / (COARSEST_CYCLES * Math.exp(ring * RING_STEP)),
    angleDeg: (best * 180) / ANGLES,
    straightness: near(best),
  }
}

/** From this share of power in one line and this contrast (Lab units) on. */
const STRAIGHT = 0.55
const CONTRAST = 5

/** Whether a pattern counts as stripes. */
export function isStriped({ contrast }: PatternSpectrum, { straightness }: Stripes): boolean {
  return straightness >= STRAIGHT && contrast >= CONTRAST
}

/** Rings and sectors that are tried: pitch from half to double, and 45 degrees either way. */
const MOST_RINGS = 13
const MOST_SECTORS = 9

/** Finds the shift that lays the spectrum of a result on that of the garment. */
export function comparePatterns(garment: PatternSpectrum, result: PatternSpectrum): PatternChange {
  const wanted = soften(garment.power)
  const shown = soften(result.power)
  let best = { likeness: -1, rings: 0, sectors: 0 }
  const scores = new Map<string, number>()
  for (let rings = -MOST_RINGS; rings <= MOST_RINGS; rings++) {
    for (let sectors = -MOST_SECTORS; sectors <= MOST_SECTORS; sectors++) {
      const likeness = correlate(wanted, shown, { rings, sectors })
      scores.set(`${rings} ${sectors}`, likeness)
      if (likeness > best.likeness) best = { likeness, rings, sectors }
    }
  }
  const at = (rings: number, sectors: number): number => scores.get(`${rings} ${sectors}`) ?? best.likeness
  const { rings, sectors } = best
  const fineRings = rings + vertex(at(rings - 1, sectors), best.likeness, at(rings + 1, sectors))
  const fineSectors = sectors + vertex(at(rings, sectors - 1), best.likeness, at(rings, sectors + 1))
  return {
    pitch: Math.exp(-fineRings * RING_STEP),
    turnDeg: (fineSectors * 180) / ANGLES,
    likeness: best.likeness,
    contrast: result.contrast / (garment.contrast + 1e-6),
  }
}

/** The root of the power, so that one strong harmonic does not hide the others. */
function soften(power: Float64Array): Float64Array {
  return power.map((value) => Math.sqrt(value))
}

function correlate(
  wanted: Float64Array,
  shown: Float64Array,
  { rings, sectors }: { readonly rings: number; readonly sectors: number },
): number {
  let [dot, first, second, sumFirst, sumSecond, count] = [0, 0, 0, 0, 0, 0]
  for (let ring = Math.max(0, -rings); ring < Math.min(RINGS, RINGS - rings); ring++) {
    for (let sector = 0; sector < ANGLES; sector++) {
      const a = wanted[ring * ANGLES + sector]
      const b = shown[(ring + rings) * ANGLES + ((sector + sectors + ANGLES) % ANGLES)]
      dot += a * b
      first += a * a
      second += b * b
      sumFirst += a
      sumSecond += b
      count++
    }
  }
  const covariance = dot - (sumFirst * sumSecond) / count
  return covariance / (Math.sqrt((first - sumFirst ** 2 / count) * (second - sumSecond ** 2 / count)) + 1e-12)
}

/** Where the parabola through three values has its top, -.5..0.5. */
function vertex(before: number, top: number, after: number): number {
  const bend = before - 2 * top + after
  return bend >= -1e-9 ? 0 : Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend))
}
