/** How much colourfulness is added or taken, -1..1 each. */
export interface ChromaChange {
  readonly saturation: number
  readonly vibrance: number
}

/** Chroma in OKLab from which vibrance does nothing: the most that sRGB has is .32. */
const COLOURFUL = 0.3
/** Skin of all shades lies about 50 degrees of hue in OKLab: spared within 20 degrees, not at all beyond 42; above this chroma it is no skin. */
const [SKIN_COS, SKIN_SIN] = [Math.cos((50 * Math.PI) / 180), Math.sin((50 * Math.PI) / 180)]
const [SKIN_FAR, SKIN_NEAR] = [0.74, 0.94]
const [SKIN_CHROMA, SKIN_CHROMA_END] = [0.15, 0.21]
const SPARED = 0.85

/**
 * Changes how colourful a row of pixels is, at the same lightness and hue: in OKLab (Ottosson, "A perceptual color space for image
 * processing", 2020). What would leave the gamut gets as colourful as its hue can be at that lightness.
 *
 * @param line linear light 0..1, 3 interleaved floats a pixel. Greys stay to the bit.
 */
export function changeChroma(line: Float32Array, { saturation, vibrance }: ChromaChange): void {
  const all = 1 + saturation
  for (let i = 0; i < line.length; i += 3) {
    const r = line[i]
    const g = line[i + 1]
    const b = line[i + 2]
    if (r === g && g === b) continue
    const long = cubeRoot(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    const middle = cubeRoot(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    const short = cubeRoot(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    const lightness = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short
    const greenRed = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short
    const blueYellow = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short
    const factor = all * (vibrance === 0 ? 1 : vibranceFactor(greenRed, blueYellow, vibrance))
    if (factor === 1) continue
    // The cone responses move along straight lines: from grey, where all three are the lightness, through the colour.
    let kept = factor
    putColour(line, i, { lightness, long, middle, short, factor: kept })
    if (factor <= 1 || isColour(line, i)) continue
    let low = 1
    for (let k = 0, high = factor; k < FITTING; k++) {
      kept = (low + high) / 2
      putColour(line, i, { lightness, long, middle, short, factor: kept })
      if (isColour(line, i)) low = kept
      else high = kept
    }
    putColour(line, i, { lightness, long, middle, short, factor: low })
  }
}

/** Halvings until a colour fits: to a hundredth of the change. */
const FITTING = 6

function vibranceFactor(a: number, b: number, amount: number): number {
  const chroma = Math.sqrt(a * a + b * b)
  const dull = 1 - chroma / COLOURFUL
  if (dull <= 0) return 1
  const far = a * SKIN_COS + b * SKIN_SIN - SKIN_FAR * chroma
  // Most colours are none of skin.
  const skin =
    far <= 0 || chroma >= SKIN_CHROMA_END
      ? 0
      : ramp(far / ((SKIN_NEAR - SKIN_FAR) * chroma)) * ramp((SKIN_CHROMA_END - chroma) / (SKIN_CHROMA_END - SKIN_CHROMA))
  return 1 + amount * dull * dull * (1 - SPARED * skin)
}

function ramp(t: number): number {
  if (t >= 1) return 1
  return t <= 0 ? 0 : t * t * (3 - 2 * t)
}

interface Moved {
  readonly lightness: number
  readonly long: number
  readonly middle: number
  readonly short: number
  readonly factor: number
}

function putColour(line: Float32Array, i: number, { lightness, long, middle, short, factor }: Moved): void {
  const l = lightness + (long - lightness) * factor
  const m = lightness + (middle - lightness) * factor
  const s = lightness + (short - lightness) * factor
  const l3 = l * l * l
  const m3 = m * m * m
  const s3 = s * s * s
  line[i] = 4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3
  line[i + 1] = -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3
  line[i + 2] = -0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3
}

/** Within the gamut but for rounding. */
function isColour(line: Float32Array, i: number): boolean {
  return Math.min(line[i], line[i + 1], line[i + 2]) >= -2e-4 && Math.max(line[i], line[i + 1], line[i + 2]) <= 1.0002
}

const STEPS = 4096
const ROOTS = Float32Array.from({ length: STEPS + 2 }, (_, i) => Math.cbrt(i / STEPS))

/** Within 2e-6 of the cube root of 0..1, for a third of its time. */
function cubeRoot(value: number): number {
  if (value >= 1 / 64) return rootBetween(Math.min(value, 1) * STEPS)
  return value >= 1 / 4096 ? rootBetween(value * 64 * STEPS) / 4 : Math.cbrt(Math.max(0, value))
}

function rootBetween(position: number): number {
  const i = position | 0
  return ROOTS[i] + (ROOTS[i + 1] - ROOTS[i]) * (position - i)
}
