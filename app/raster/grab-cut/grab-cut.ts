import type { Rgb8 } from '../../domain/raster.ts'
import { COMPONENTS, ColourMixture } from './colour-mixture.ts'
import { groupColours } from './k-means.ts'
import { GridCut, type GridSize, LINKS } from './min-cut.ts'

/** Seeds and answers of GrabCut, one byte a pixel. Foreground, sure or probable, is odd. */
export const GRAB_BACKGROUND = 0
export const GRAB_FOREGROUND = 1
export const GRAB_PROBABLY_BACKGROUND = 2
export const GRAB_PROBABLY_FOREGROUND = 3

/** How much a cut between two alike neighbours costs. */
const SMOOTHNESS = 50
/** Sure pixels teach colours by one in so many a row and column. */
const SURE_STEP = 2
/** Colours that the first groups are found from, a side. */
const MOST_GROUPED = 2000
/** Where fewer open pixels than this share change sides, another pass is not worth its time. */
const SETTLED = 5e-4

/**
 * GrabCut (C. Rother, V. Kolmogorov, A. Blake, 2004): colours of both sides as mixtures of five Gaussians, the border by a minimum cut.
 * Sure pixels are no part of the graph (their links count as pulls on their neighbours: the cut is the same), and a pass that changes
 * next to nothing is the last one.
 *
 * @param seeds height x width, values GRAB_*; not modified. Both sides must be seeded, or nothing can be learnt.
 * @param passes at most so many times are colours learnt and the border cut.
 * @returns height x width, 1 is foreground, 0 is background. The same input gives the same bytes.
 */
export function grabCut(image: Rgb8, seeds: Uint8Array, passes: number): Uint8Array {
  if (seeds.length !== image.width * image.height) throw new RangeError('GrabCut needs one seed per pixel')
  const answer = seeds.map((seed) => seed & 1)
  const open = openPixels(image, seeds)
  if (open.pixels.length === 0) return answer
  const weights = linkWeights(image, open)
  const mixtures = [new ColourMixture(), new ColourMixture()] as const
  const lessons = learningPixels(image, { seeds, open })
  learnFirst(image, { lessons, answer, mixtures })
  const cut = new GridCut(open.grid)
  for (let pass = 0; pass < passes; pass++) {
    learnAgain(image, { lessons, answer, mixtures })
    fill(cut, { image, seeds, open, weights, mixtures, components: lessons.components })
    cut.solve(open.places)
    if (takeOver(cut, open, answer) < SETTLED * open.pixels.length) break
  }
  return answer
}

/** The pixels to be decided: their number in the picture, and their place in the framed grid. */
interface OpenPixels {
  readonly grid: GridSize
  readonly pixels: Int32Array
  readonly places: Int32Array
}

function openPixels({ width, height }: Rgb8, seeds: Uint8Array): OpenPixels {
  let count = 0
  for (let i = 0; i < seeds.length; i++) count += seeds[i] >> 1
  const grid = { stride: width + 2, rows: height + 2 }
  const pixels = new Int32Array(count)
  const places = new Int32Array(count)
  for (let y = 0, i = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (seeds[i] < 2) continue
      pixels[k] = i
      places[k++] = (y + 1) * grid.stride + x + 1
    }
  }
  return { grid, pixels, places }
}

const OFFSETS_X = [-1, 0, 1, -1, 1, -1, 0, 1]
const OFFSETS_Y = [-1, -1, -1, 0, 0, 1, 1, 1]

/** Cost of a cut along each of the eight links of an open pixel; 0 over the picture's border. */
function linkWeights(image: Rgb8, { pixels }: OpenPixels): Float32Array {
  const { width, height, data } = image
  const sharpness = edgeSharpness(image)
  const out = new Float32Array(LINKS * pixels.length)
  for (let k = 0; k < pixels.length; k++) {
    const i = pixels[k]
    const y = Math.floor(i / width)
    const x = i - y * width
    for (let d = 0; d < LINKS; d++) {
      const u = x + OFFSETS_X[d]
      const v = y + OFFSETS_Y[d]
      if (u < 0 || v < 0 || u >= width || v >= height) continue
      const isDiagonal = OFFSETS_X[d] !== 0 && OFFSETS_Y[d] !== 0
      const cost = SMOOTHNESS * Math.exp(-sharpness * squaredDifference(data, 3 * i, 3 * (v * width + u)))
      out[LINKS * k + d] = isDiagonal ? cost * Math.SQRT1_2 : cost
    }
  }
  return out
}

/** One over twice the mean squared difference of neighbours: what counts as an edge in this picture. */
function edgeSharpness({ width, height, data }: Rgb8): number {
  let sum = 0
  let count = 0
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      for (let d = 0; d < 4; d++) {
        const u = x + OFFSETS_X[d]
        const v = y + OFFSETS_Y[d]
        if (u < 0 || v < 0 || u >= width) continue
        sum += squaredDifference(data, 3 * i, 3 * (v * width + u))
        count++
      }
    }
  }
  return sum === 0 ? 0 : count / (2 * sum)
}

function squaredDifference(data: Uint8Array, i: number, j: number): number {
  const r = data[i] - data[j]
  const g = data[i + 1] - data[j + 1]
  const b = data[i + 2] - data[j + 2]
  return r * r + g * g + b * b
}

/** Pixels that colours are learnt from: every open one; of the sure ones, which are most of a picture and settled, one in four. */
interface Lessons {
  readonly open: Int32Array
  readonly sure: Int32Array
  /** The Gaussian of each open pixel in the mixture of the background, and in that of the foreground. */
  readonly components: readonly [Uint8Array, Uint8Array]
}

function learningPixels({ width }: Rgb8, { seeds, open }: { readonly seeds: Uint8Array; readonly open: OpenPixels }): Lessons {
  const sure: number[] = []
  for (let i = 0; i < seeds.length; i++) {
    if (seeds[i] < 2 && (i % width) % SURE_STEP === 0 && Math.floor(i / width) % SURE_STEP === 0) sure.push(i)
  }
  const count = open.pixels.length
  return { open: open.pixels, sure: Int32Array.from(sure), components: [new Uint8Array(count), new Uint8Array(count)] }
}

interface Learning {
  readonly lessons: Lessons
  readonly answer: Uint8Array
  /** Of the background, and of the foreground. */
  readonly mixtures: readonly [ColourMixture, ColourMixture]
}

function learnFirst({ data }: Rgb8, { lessons, answer, mixtures }: Learning): void {
  for (const side of [0, 1] as const) {
    const sample = [lessons.open, lessons.sure].flatMap((pixels) => thinned(pixels.filter((pixel) => answer[pixel] === side)))
    const colours = new Uint8Array(3 * sample.length)
    for (let k = 0; k < sample.length; k++) colours.set(data.subarray(3 * sample[k], 3 * sample[k] + 3), 3 * k)
    const groups = groupColours(colours, COMPONENTS, seededRandom())
    const mixture = mixtures[side]
    mixture.begin()
    for (let k = 0; k < sample.length; k++) mixture.count(colours, 3 * k, { component: groups[k], weight: 1 })
    mixture.learn()
    lessons.open.forEach((pixel, k) => {
      lessons.components[side][k] = mixture.nearest(data, 3 * pixel)
    })
  }
}

function thinned(pixels: Int32Array): number[] {
  const step = Math.max(1, Math.ceil(pixels.length / MOST_GROUPED))
  return [...pixels.filter((_, k) => k % step === 0)]
}

function learnAgain({ data }: Rgb8, { lessons, answer, mixtures }: Learning): void {
  const { open, sure, components } = lessons
  for (const mixture of mixtures) mixture.begin()
  for (let k = 0; k < open.length; k++) {
    const side = answer[open[k]]
    mixtures[side].count(data, 3 * open[k], { component: components[side][k], weight: 1 })
  }
  for (let k = 0; k < sure.length; k++) {
    const mixture = mixtures[answer[sure[k]]]
    mixture.count(data, 3 * sure[k], { component: mixture.nearest(data, 3 * sure[k]), weight: SURE_STEP * SURE_STEP })
  }
  for (const mixture of mixtures) mixture.learn()
}

interface Filling {
  readonly image: Rgb8
  readonly seeds: Uint8Array
  readonly open: OpenPixels
  readonly weights: Float32Array
  readonly mixtures: readonly [ColourMixture, ColourMixture]
  /** As in `Lessons`; brought up to date on the way. */
  readonly components: readonly [Uint8Array, Uint8Array]
}

/** Writes the graph: the foreground is the source. */
function fill(cut: GridCut, { image, seeds, open, weights, mixtures, components }: Filling): void {
  const { width, data } = image
  const { pixels, places } = open
  cut.links.fill(0)
  for (let k = 0; k < pixels.length; k++) {
    const i = pixels[k]
    const base = LINKS * places[k]
    let pull = mixtures[0].cost(data, 3 * i) - mixtures[1].cost(data, 3 * i)
    components[0][k] = mixtures[0].last
    components[1][k] = mixtures[1].last
    for (let d = 0; d < LINKS; d++) {
      const weight = weights[LINKS * k + d]
      if (weight === 0) continue
      const seed = seeds[i + OFFSETS_Y[d] * width + OFFSETS_X[d]]
      if (seed >= 2) cut.links[base + d] = weight
      else pull += seed === GRAB_FOREGROUND ? weight : -weight
    }
    cut.terminals[places[k]] = pull
  }
}

/** @returns how many pixels changed sides. */
function takeOver(cut: GridCut, { pixels, places }: OpenPixels, answer: Uint8Array): number {
  let changed = 0
  for (let k = 0; k < pixels.length; k++) {
    const side = cut.isSource(places[k]) ? 1 : 0
    if (answer[pixels[k]] !== side) changed++
    answer[pixels[k]] = side
  }
  return changed
}

/** The same numbers every time: a mask must not differ from run to run. Linear congruential generator of Numerical Recipes. */
function seededRandom(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
