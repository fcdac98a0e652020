import { type Plane, type Rgb8, rgb8 } from '../../domain/raster.ts'
import { solveLinear } from './solve-linear.ts'

/** Colours of one picture from those of another: three rows of factors for red, green, blue and one. Bytes of sRGB. */
export type ColourMap = readonly [ColourRow, ColourRow, ColourRow]
type ColourRow = readonly [number, number, number, number]

const SAME: ColourMap = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
]

/** Places that are looked at. */
const SAMPLES = 30_000
const ROUNDS = 6
/** The least that trust must be for a place to say something. */
const TRUSTED = 0.9
/** Fewer trusted places say nothing. */
const FEW = 200
/** How strongly colours are held where they are, as a share of the places: a white ground alone says nothing of red. */
const INERTIA = 0.003

/**
 * Finds what was done to all colours of a picture: the affine map of colours that brings it back to the reference where both show the same
 * (least squares, Cauchy weights by the median difference, held towards no change).
 *
 * @param trust 0..1, of the same size: where they show the same.
 */
export function matchColour(changed: Rgb8, reference: Rgb8, trust: Plane): ColourMap {
  const places = trustedPlaces(trust)
  if (places.length < FEW) return SAME
  let map: ColourMap = SAME
  for (let round = 0; round < ROUNDS; round++) {
    const away = places.map((i) => distanceAt(i, { map, changed, reference }))
    const usual = Math.max(1.5, median(away))
    map = fitColours(
      places,
      away.map((value) => 1 / (1 + (value / (2 * usual)) ** 2)),
      { changed, reference },
    )
  }
  return map
}

function trustedPlaces(trust: Plane): number[] {
  const all: number[] = []
  for (let i = 0; i < trust.data.length; i++) if (trust.data[i] >= TRUSTED) all.push(i)
  const stride = Math.max(1, Math.floor(all.length / SAMPLES))
  return all.filter((_, k) => k % stride === 0)
}

interface Pair {
  readonly changed: Rgb8
  readonly reference: Rgb8
}

function distanceAt(i: number, { map, changed, reference }: Pair & { readonly map: ColourMap }): number {
  const [r, g, b] = [changed.data[3 * i], changed.data[3 * i + 1], changed.data[3 * i + 2]]
  let sum = 0
  for (let c = 0; c < 3; c++) {
    const [kr, kg, kb, k1] = map[c]
    sum += (kr * r + kg * g + kb * b + k1 - reference.data[3 * i + c]) ** 2
  }
  return Math.sqrt(sum)
}

function fitColours(places: readonly number[], weights: readonly number[], { changed, reference }: Pair): ColourMap {
  const normal = new Float64Array(16)
  const rights = [new Float64Array(4), new Float64Array(4), new Float64Array(4)]
  const row = new Float64Array(4)
  let total = 0
  for (const [k, i] of places.entries()) {
    for (let c = 0; c < 3; c++) row[c] = changed.data[3 * i + c] / 255
    row[3] = 1
    total += weights[k]
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < 4; b++) normal[4 * a + b] += weights[k] * row[a] * row[b]
      for (let c = 0; c < 3; c++) rights[c][a] += weights[k] * row[a] * (reference.data[3 * i + c] / 255)
    }
  }
  const inertia = INERTIA * total
  for (let a = 0; a < 4; a++) normal[5 * a] += inertia
  for (let c = 0; c < 3; c++) rights[c][c] += inertia
  return rights.map((right, c) => rowOf(solveLinear(Float64Array.from(normal), right), c)) as unknown as ColourMap
}

function rowOf(solved: number[] | null, c: number): ColourRow {
  if (solved === null) return SAME[c]
  const [red, green, blue, one] = solved as [number, number, number, number]
  return [red, green, blue, 255 * one]
}

export function applyColour({ width, height, data }: Rgb8, map: ColourMap): Rgb8 {
  const out = rgb8(width, height)
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = [data[i], data[i + 1], data[i + 2]]
    for (let c = 0; c < 3; c++) {
      const [kr, kg, kb, k1] = map[c]
      out.data[i + c] = Math.max(0, Math.min(255, Math.round(kr * r + kg * g + kb * b + k1)))
    }
  }
  return out
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1]
}
