import type { NamedColour } from '../../domain/prompting/garment-analysis.ts'
import type { Plane, Rgb8 } from '../../domain/raster.ts'
import { type Lab, linearToSrgb } from '../colour.ts'
import { underLight } from '../truth/cloth-look.ts'
import { clothColours } from '../truth/colour-truth.ts'
import { findDominantColours } from '../truth/dominant-colours.ts'
import { nameColour } from './colour-names.ts'

/** Colours below this share are specks, seams and shade. */
const LEAST_SHARE = 0.08
const MOST_NAMED = 4
/** Long side in which colours are gathered: in less, those of a fine print run into each other. */
const LOOK_PX = 640
/** How far from the usual lightness of the cloth to that of its lit quarter a colour is told: folds darken, nothing brightens. */
const TOWARDS_LIT = 0.5

/** The colours of a garment by name, largest share first; colours of one name are one. Empty for less than 100 pixels of cloth. */
export function nameClothColours(image: Rgb8, mask: Plane): NamedColour[] {
  const samples = clothColours(image, mask, Math.min(1, LOOK_PX / Math.max(image.width, image.height)))
  if (samples.length < 300) return []
  const byName = new Map<string, { readonly lab: Lab; readonly share: number }>()
  for (const { lab, lit, share } of findDominantColours(samples)) {
    if (share < LEAST_SHARE) continue
    const told = underLight(lab, lab[0] + TOWARDS_LIT * (lit - lab[0]))
    const name = nameColour(told)
    const before = byName.get(name)
    byName.set(name, before === undefined ? { lab: told, share } : { lab: before.lab, share: before.share + share })
  }
  return [...byName]
    .map(([name, { lab, share }]) => ({ name, hex: hexOf(lab), share: Math.round(share * 100) / 100 }))
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_NAMED)
}

/** CIELAB (D65) to `#rrggbb`, what lies outside of sRGB cut off. */
function hexOf([lightness, a, b]: Lab): string {
  const fy = (lightness + 16) / 116
  const [x, y, z] = [0.95047 * inverse(fy + a / 500), inverse(fy), 1.08883 * inverse(fy - b / 200)]
  const linear = [
    3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
    -0.969266 * x + 1.8760108 * y + 0.041556 * z,
    0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
  ]
  return `#${linear.map((value) => byteOf(value).toString(16).padStart(2, '0')).join('')}`
}

const byteOf = (linear: number): number => linearToSrgb(linear)

/** Inverse of the cube root of CIELAB with its straight part (CIE 15:2004). */
function inverse(t: number): number {
  return t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29)
}
