import { type Plane, plane, type Rgb8, type Size } from '../../domain/raster.ts'
import { ciede2000, labOfSrgb } from '../colour.ts'
import { erode } from '../morphology.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import { underLight } from './cloth-look.ts'
import { type DominantColour, findDominantColours, followColours } from './dominant-colours.ts'

/** A dominant colour of the garment and what became of it. */
export interface ComparedColour {
  readonly wanted: DominantColour
  readonly shown: DominantColour
  /** CIEDE2000 of the two as they are. */
  readonly deltaE: number
  /** CIEDE2000 under the same light: what light on a scene does not explain. */
  readonly tint: number
  /** Lightness of the shown colour minus that of the garment, L units. */
  readonly lightness: number
  /** The same for the lit quarter of the cloth, which folds and the shade of arms do not reach. */
  readonly lit: number
}

/** Colours below this share are specks, seams and shadows. */
const LEAST_SHARE = 0.1
const MOST_SAMPLES = 1800
/** Long side in which colours are gathered. */
const LOOK_PX = 220

/** Compares the dominant colours of a garment's photograph with those of a result. Empty where too little cloth is seen. */
export function compareColours(garment: Float32Array, result: Float32Array): ComparedColour[] {
  if (garment.length < 300 || result.length < 300) return []
  const wanted = findDominantColours(garment).filter(({ share }) => share >= LEAST_SHARE)
  const shown = followColours(result, wanted)
  return wanted.map((colour, i) => compare(colour, shown[i]))
}

function compare(wanted: DominantColour, shown: DominantColour): ComparedColour {
  return {
    wanted,
    shown,
    deltaE: ciede2000(wanted.lab, shown.lab),
    tint: ciede2000(wanted.lab, underLight(shown.lab, wanted.lab[0])),
    lightness: shown.lab[0] - wanted.lab[0],
    lit: shown.lit - wanted.lit,
  }
}

/** Scale in which colours of a picture are gathered, 0..1. */
export function colourScale({ width, height }: Size): number {
  return Math.min(1, LOOK_PX / Math.max(width, height))
}

/**
 * The Lab colours of cloth, well inside its mask (0..1, any size of the picture's proportions): 3 numbers a pixel.
 *
 * @param k the picture is looked at in this scale, 0..1. Both pictures must show the cloth equally large: in a small picture the colours of a
 * fine pattern run into each other.
 */
export function clothColours(image: Rgb8, mask: Plane, k: number): Float32Array {
  const size = { width: Math.max(1, Math.round(image.width * k)), height: Math.max(1, Math.round(image.height * k)) }
  const small = resizeRgb(image, size)
  const cover = resizePlane(mask, size)
  const solid = plane(size.width, size.height)
  for (let i = 0; i < solid.data.length; i++) solid.data[i] = cover.data[i] > 0.9 ? 1 : 0
  const inside = erode(solid, 2)
  const count = inside.data.reduce((sum, value) => sum + value, 0)
  // Pixels of every row and column: the step is no divisor of the width.
  const every = Math.max(1, Math.floor(count / MOST_SAMPLES))
  const out: number[] = []
  for (let i = 0, seen = 0; i < inside.data.length; i++) {
    if (inside.data[i] < 0.5 || seen++ % every !== 0) continue
    out.push(...labOfSrgb(small.data[3 * i], small.data[3 * i + 1], small.data[3 * i + 2]))
  }
  return Float32Array.from(out)
}
