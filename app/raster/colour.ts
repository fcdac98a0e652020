import type { Plane, Rgb8 } from '../domain/raster.ts'
import { plane } from '../domain/raster.ts'

/** A CIE L*a*b* colour under D65: L 0..100, a and b about -128..127. */
export type Lab = readonly [lightness: number, a: number, b: number]

const LINEAR_OF_BYTE = Float32Array.from({ length: 256 }, (_, byte) => {
  const c = byte / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
})

const BYTE_STEPS = 4096
const BYTE_OF_LINEAR = Uint8Array.from({ length: BYTE_STEPS + 1 }, (_, step) => Math.round(255 * encode(step / BYTE_STEPS)))

/** Linear light 0..1 of an sRGB byte (IEC 61966-2-1). */
export function srgbToLinear(byte: number): number {
  return LINEAR_OF_BYTE[byte]
}

/** The sRGB byte of linear light; values outside 0..1 are limited. Exact above byte 13, within 1 below. */
export function linearToSrgb(linear: number): number {
  if (linear <= 0) return 0
  if (linear >= 1) return 255
  if (linear < 0.004) return Math.round(255 * encode(linear))
  return BYTE_OF_LINEAR[Math.round(linear * BYTE_STEPS)]
}

/** L*a*b* of an sRGB colour given in bytes. */
export function labOfSrgb(red: number, green: number, blue: number): Lab {
  const r = LINEAR_OF_BYTE[red]
  const g = LINEAR_OF_BYTE[green]
  const b = LINEAR_OF_BYTE[blue]
  const x = cubeRoot((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
  const y = cubeRoot(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = cubeRoot((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

// Several kernels in a row ask for the colours of one small picture; they go when the picture goes.
const labs = new WeakMap<Rgb8, Float32Array>()

/**
 * L*a*b* of every pixel: height x width, 3 interleaved floats, worked out at the first call. Neither they nor the picture may
 * be changed afterwards.
 */
export function labOfRgb(image: Rgb8): Float32Array {
  const known = labs.get(image)
  if (known !== undefined) return known
  const out = new Float32Array(image.data.length)
  for (let i = 0; i < out.length; i += 3) {
    const lab = labOfSrgb(image.data[i], image.data[i + 1], image.data[i + 2])
    out[i] = lab[0]
    out[i + 1] = lab[1]
    out[i + 2] = lab[2]
  }
  labs.set(image, out)
  return out
}

/** Luma 0..255 (Rec. 601 weights on sRGB values), the cheap lightness for light transfer and structure. */
export function lumaOfRgb(image: Rgb8): Plane {
  const out = plane(image.width, image.height)
  for (let i = 0, j = 0; i < out.data.length; i++, j += 3) {
    out.data[i] = 0.299 * image.data[j] + 0.587 * image.data[j + 1] + 0.114 * image.data[j + 2]
  }
  return out
}

/**
 * Perceived difference of two colours, CIEDE2000 with kL = kC = kH = 1; 1 is just visible, 100 is black against white.
 * After Sharma, Wu, Dalal: "The CIEDE2000 color-difference formula" (2005), whose test pairs are the unit test.
 */
export function ciede2000(first: Lab, second: Lab): number {
  const meanChroma = (Math.hypot(first[1], first[2]) + Math.hypot(second[1], second[2])) / 2
  const g = 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)))
  const a1 = first[1] * (1 + g)
  const a2 = second[1] * (1 + g)
  const c1 = Math.hypot(a1, first[2])
  const c2 = Math.hypot(a2, second[2])
  const h1 = hueDegrees(a1, first[2])
  const h2 = hueDegrees(a2, second[2])
  const grey = c1 * c2 === 0
  const turn = h2 - h1 - (h2 - h1 > 180 ? 360 : h2 - h1 < -180 ? -360 : 0)
  const deltaHue = grey ? 0 : 2 * Math.sqrt(c1 * c2) * Math.sin(radians(turn) / 2)
  const lightness = (first[0] + second[0]) / 2
  const chroma = (c1 + c2) / 2
  const hue = grey ? h1 + h2 : meanHue(h1, h2)
  const tone =
    1 -
    0.17 * Math.cos(radians(hue - 30)) +
    0.24 * Math.cos(radians(2 * hue)) +
    0.32 * Math.cos(radians(3 * hue + 6)) -
    0.2 * Math.cos(radians(4 * hue - 63))
  const fromGrey = (lightness - 50) ** 2
  const l = (second[0] - first[0]) / (1 + (0.015 * fromGrey) / Math.sqrt(20 + fromGrey))
  const c = (c2 - c1) / (1 + 0.045 * chroma)
  const h = deltaHue / (1 + 0.015 * chroma * tone)
  const rotation = -2 * Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) * Math.sin(radians(60 * Math.exp(-(((hue - 275) / 25) ** 2))))
  return Math.sqrt(Math.max(0, l * l + c * c + h * h + rotation * c * h))
}

function encode(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
}

function cubeRoot(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

function hueDegrees(a: number, b: number): number {
  if (a === 0 && b === 0) return 0
  const angle = (Math.atan2(b, a) * 180) / Math.PI
  return angle < 0 ? angle + 360 : angle
}

function meanHue(h1: number, h2: number): number {
  if (Math.abs(h1 - h2) <= 180) return (h1 + h2) / 2
  return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2
}
