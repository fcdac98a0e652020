import type { Lab } from '../colour.ts'
import { type ClothLook, lookOf } from './cloth-look.ts'

/** One of the colours a garment is made of. */
export interface DominantColour {
  readonly lab: Lab
  /** Share of the cloth, 0..1. */
  readonly share: number
  /** Lightness that a quarter of it exceeds: what lies in the light. */
  readonly lit: number
}

const MOST_COLOURS = 4
/** Looks nearer than this are one colour. */
const SAME_COLOUR = 11
const PASSES = 6

/**
 * The dominant colours of a cloud of Lab colours, largest share first: k-means (Lloyd 1982) from seeds that lie farthest apart, over looks
 * that shade hardly changes. Each colour is the median of its pixels, so that highlights, seams and the rim do not move it.
 *
 * @param samples 3 numbers a pixel.
 */
export function findDominantColours(samples: Float32Array): DominantColour[] {
  const looks = looksOf(samples)
  let centres = settle(looks, farApart(looks))
  for (let merged = mergeNearest(centres); merged !== null; merged = mergeNearest(centres)) centres = settle(looks, merged)
  return coloursOf(samples, groupBy(looks, centres))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
}

/** The same colours, in their order, as they look in another picture: each begins where it was, and goes to the middle of what is nearest. */
export function followColours(samples: Float32Array, known: readonly DominantColour[]): DominantColour[] {
  const looks = looksOf(samples)
  const centres = settle(
    looks,
    known.map(({ lab }) => lookOf(lab[0], lab[1], lab[2])),
  )
  return coloursOf(samples, groupBy(looks, centres)).map((colour, k) => (colour.share > 0 ? colour : { ...known[k], share: 0 }))
}

function looksOf(samples: Float32Array): Float32Array {
  const out = new Float32Array(samples.length)
  for (let i = 0; i < samples.length; i += 3) out.set(lookOf(samples[i], samples[i + 1], samples[i + 2]), i)
  return out
}

function settle(looks: Float32Array, seeds: readonly ClothLook[]): readonly ClothLook[] {
  let centres = seeds
  for (let pass = 0; pass < PASSES; pass++) {
    const groups = groupBy(looks, centres)
    centres = centres.map((centre, k) => (groups[k].length === 0 ? centre : medianOf(looks, groups[k])))
  }
  return centres
}

function groupBy(looks: Float32Array, centres: readonly ClothLook[]): number[][] {
  const groups: number[][] = centres.map(() => [])
  for (let i = 0; i < looks.length / 3; i++) groups[nearestTo(centres, looks, i)].push(i)
  return groups
}

function coloursOf(samples: Float32Array, groups: readonly (readonly number[])[]): DominantColour[] {
  const count = samples.length / 3
  return groups.map((group) => {
    const lightness = Float32Array.from(group, (i) => samples[3 * i]).sort()
    return {
      lab: medianOf(samples, group),
      share: group.length / Math.max(1, count),
      lit: lightness[Math.floor(0.75 * (group.length - 1))],
    }
  })
}

function nearestTo(centres: readonly ClothLook[], looks: Float32Array, i: number): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; k < centres.length; k++) {
    const distance = squared(centres[k], looks[3 * i], looks[3 * i + 1], looks[3 * i + 2])
    if (distance < least) [best, least] = [k, distance]
  }
  return best
}

function squared(centre: ClothLook, l: number, a: number, b: number): number {
  return (centre[0] - l) ** 2 + (centre[1] - a) ** 2 + (centre[2] - b) ** 2
}

function farApart(looks: Float32Array): ClothLook[] {
  const count = looks.length / 3
  const all = Array.from({ length: count }, (_, i) => i)
  const seeds: ClothLook[] = [medianOf(looks, all)]
  while (seeds.length < MOST_COLOURS) {
    const distances = Float64Array.from({ length: count }, (_, i) => {
      const k = nearestTo(seeds, looks, i)
      return squared(seeds[k], looks[3 * i], looks[3 * i + 1], looks[3 * i + 2])
    })
    // The farthest pixel of all is a speck of dust: a colour is what two in a hundred pixels have.
    const far = Float64Array.from(distances).sort()[Math.floor(0.98 * (count - 1))]
    const group = all.filter((i) => distances[i] >= far)
    if (far < SAME_COLOUR ** 2 || group.length === 0) break
    seeds.push(medianOf(looks, group))
  }
  return seeds
}

function mergeNearest(centres: readonly ClothLook[]): ClothLook[] | null {
  for (let i = 0; i < centres.length; i++) {
    for (let k = i + 1; k < centres.length; k++) {
      const other = centres[k]
      if (squared(centres[i], other[0], other[1], other[2]) <= SAME_COLOUR ** 2) return centres.filter((_, at) => at !== k)
    }
  }
  return null
}

function medianOf(values: Float32Array, group: readonly number[]): Lab {
  const of = (c: number): number => {
    const sorted = Float32Array.from(group, (i) => values[3 * i + c]).sort()
    return sorted[sorted.length >> 1]
  }
  return [of(0), of(1), of(2)]
}
