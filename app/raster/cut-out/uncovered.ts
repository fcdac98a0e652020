import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { blurWithin } from '../blur.ts'
import { dilate, erode } from '../morphology.ts'
import { type ClothLook, chromaApart } from './cloth-look.ts'

/** The ground is that of the neighbourhood: its colours are averaged with this reach, in pixels of a picture of about 256 px. */
const REACH_SIGMA_PX = 10
/** Pixels at the outline that may belong to neither. */
const BETWEEN_PX = 2
/** A look is wide: this far inside an outline colours are asked of the pixel itself. */
const RIM_PX = 3
/** Most that ground differs from the ground nearby: as a look (steps of `lookAsPicture`), and as a colour (Lab, lightness at .7, hue at 1.4). */
const SAME_LOOK = 20
const SAME_COLOUR = 14
/** Where cloth and ground differ this much in hue, ground in shade is told from cloth by hue: within this share of the difference. */
const HUE_APART = 20
const HUE_SHARE = 0.45
/** Light left in such a shade: of the cube root of light, as lightness goes. */
const SHADE = { least: 0.3, most: 1.1 } as const

/**
 * Finds the ground within a mask that is a little too large.
 *
 * @param mask 0 or 1.
 * @param seen.first what is known to be cloth, 0 or 1; only its mean colour counts here.
 * @param seen.lab 3 interleaved floats a pixel.
 * @returns 1 where the pixel is as the ground nearby, in the light or in shade.
 */
export function findUncovered(
  mask: Plane,
  seen: { readonly first: Plane; readonly look: ClothLook; readonly picture: Rgb8; readonly lab: Float32Array },
): Plane {
  const { width, height } = mask
  const outside = plane(width, height)
  const wide = dilate(mask, BETWEEN_PX)
  for (let i = 0; i < outside.data.length; i++) outside.data[i] = wide.data[i] > 0.5 ? 0 : 1
  const inner = erode(mask, RIM_PX)
  const look = beside(seen.picture.data, outside)
  const colour = beside(seen.lab, outside)
  const apart = chromaApart(seen.look, seen.first)
  const out = plane(width, height)
  for (let i = 0; i < out.data.length; i++) {
    if (mask.data[i] < 0.5) continue
    const isGround =
      inner.data[i] > 0.5
        ? Math.hypot(...look.map(({ own, ground }) => own.data[i] - ground.data[i])) < SAME_LOOK
        : isSameColour(colour, i) || (apart > HUE_APART && isShade(colour, { i, most: (HUE_SHARE * apart) / 1.4 }))
    out.data[i] = isGround ? 1 : 0
  }
  return out
}

/** One channel and the mean of the ground near each pixel. */
interface Beside {
  readonly own: Plane
  readonly ground: Plane
}

function beside(values: ArrayLike<number>, outside: Plane): readonly Beside[] {
  return [0, 1, 2].map((channel) => {
    const own = plane(outside.width, outside.height)
    for (let i = 0; i < own.data.length; i++) own.data[i] = values[3 * i + channel]
    return { own, ground: blurWithin(own, outside, REACH_SIGMA_PX) }
  })
}

function isSameColour([lightness, a, b]: readonly Beside[], i: number): boolean {
  const difference = ({ own, ground }: Beside): number => own.data[i] - ground.data[i]
  return Math.hypot(0.7 * difference(lightness), 1.4 * difference(a), 1.4 * difference(b)) < SAME_COLOUR
}

/** Shade keeps the hue: a and b go down with the light. */
function isShade([lightness, a, b]: readonly Beside[], { i, most }: { readonly i: number; readonly most: number }): boolean {
  const light = (lightness.own.data[i] + 16) / (lightness.ground.data[i] + 16)
  if (light < SHADE.least || light > SHADE.most) return false
  return Math.hypot(a.own.data[i] - light * a.ground.data[i], b.own.data[i] - light * b.ground.data[i]) < most
}
