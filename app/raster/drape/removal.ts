import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { clamp, lerp, smooth } from '../geometry.ts'
import { dilate, mapPlane } from '../morphology.ts'
import { PlaneReader } from '../plane-reader.ts'
import { pushPull } from '../push-pull.ts'

/** What shows where the old garment is taken away. `keep` leaves the picture as it is: inventing would be worse. */
export type Beneath = 'limb' | 'skin' | 'other-garment' | 'background' | 'keep'

/** One place under the old garment. `across` is 0 on the axis of a limb and 1 at its edge, for round shading. */
export interface BeneathAt {
  readonly beneath: Beneath
  readonly across: number
  /** Colour of a limb there, as it is seen farther down; null where that is not known. It has the limb's own shading. */
  readonly colour: readonly [r: number, g: number, b: number] | null
}

/** Everything at analysis size: pixel = picture pixel x `scale`. */
export interface RemovalInput {
  readonly photo: Rgb8
  readonly scale: number
  readonly person: Plane
  readonly skin: Plane
  readonly old: Plane
  /** The old garment grown by two pixels: its edge has its own shadow, and says nothing about what is beside it. */
  readonly grown: Plane
  /** Clothes of the other half of the body that may be continued, 0 or 1. */
  readonly otherGarment: Plane
  /** Says what lies under the old garment at a place of the picture. */
  readonly beneathAt: (x: number, y: number) => BeneathAt
}

/** Colours to put under the old garment, at analysis size; sample them smoothly. */
export interface Removal {
  readonly scale: number
  /** Weights of the four fills; what is left of 1 is the picture itself. */
  readonly weights: Readonly<Record<Exclude<Beneath, 'keep'>, Plane>>
  readonly skinFill: readonly Plane[]
  readonly otherFill: readonly Plane[]
  readonly backgroundFill: readonly Plane[]
  /** Round shading of bare limbs. */
  readonly roundness: Plane
  /** How near real skin is, 0..1: there it brings its own shading, and a second one would show as a seam. */
  readonly nearSkin: Plane
  /** The old garment a little grown. */
  readonly reach: Plane
}

/** Share of the colour that goes on from farther down the arm; the rest flows in from all skin around. */
const CONTINUED = 0.8

/**
 * Plans what appears where the old garment disappears: each kind of ground is filled from its own known pixels, because a
 * single fill smears skin into walls.
 */
export function planRemoval(input: RemovalInput): Removal {
  const { old, grown, person, skin, scale } = input
  const size = { width: old.width, height: old.height }
  const colours = channelsOf(input.photo)
  const body = dilate(
    mapPlane(person, (value) => (value > 0.15 ? 1 : 0)),
    3,
  )
  const weights = {
    limb: plane(size.width, size.height),
    skin: plane(size.width, size.height),
    'other-garment': plane(size.width, size.height),
    background: plane(size.width, size.height),
  }
  const roundness = plane(size.width, size.height)
  roundness.data.fill(1)
  const continued: { readonly at: number; readonly colour: NonNullable<BeneathAt['colour']> }[] = []
  for (let i = 0; i < old.data.length; i++) {
    if (grown.data[i] === 0) continue
    const { beneath, across, colour } = input.beneathAt(((i % size.width) + 0.5) / scale, (Math.floor(i / size.width) + 0.5) / scale)
    if (beneath === 'keep') continue
    weights[beneath].data[i] = 1
    if (colour !== null) continued.push({ at: i, colour })
    else if (beneath === 'limb') roundness.data[i] = 1.04 - 0.28 * clamp(across, 0, 1) ** 2.4
  }
  const known = (isKnown: (i: number) => boolean): Plane => mapPlane(old, (_, i) => (isKnown(i) ? 1 : 0))
  const knownSkin = known((i) => skin.data[i] > 0.35 && grown.data[i] === 0)
  // A fill that no place asks for is not made: the colours stand in for it.
  const fillFor = (kinds: readonly Exclude<Beneath, 'keep'>[], knownPlaces: () => Plane): Plane[] =>
    kinds.some((kind) => weights[kind].data.includes(1)) ? pushPull(colours, knownPlaces()) : colours
  const skinFill = fillFor(['limb', 'skin'], () => knownSkin)
  for (const { at, colour } of continued)
    for (const [c, fill] of skinFill.entries()) fill.data[at] = lerp(fill.data[at], colour[c], CONTINUED)
  // Hard class borders make jagged arms: blur them by less than a pixel.
  const soften = (mask: Plane): Plane => blur(mask, 0.8)
  return {
    scale,
    weights: {
      limb: soften(weights.limb),
      skin: soften(weights.skin),
      'other-garment': soften(weights['other-garment']),
      background: soften(weights.background),
    },
    skinFill,
    nearSkin: blur(knownSkin, 0.012 * Math.max(size.width, size.height)),
    otherFill: fillFor(['other-garment'], () => known((i) => input.otherGarment.data[i] > 0.5 && grown.data[i] === 0)),
    backgroundFill: pushPull(
      colours,
      known((i) => body.data[i] === 0 && grown.data[i] === 0),
    ),
    roundness: soften(roundness),
    // On an arm a little farther: a sleeve ends in a seam and its shadow.
    reach: soften(mapPlane(dilate(old, 1), (value, i) => Math.max(value, weights.limb.data[i]))),
  }
}

/**
 * Takes the old garment away in place.
 *
 * @returns how much of each pixel became something else than a limb, 0..1 (a bare arm is slimmer than the sleeve it was in), how much of
 *   that is ground, and how much became a bare limb.
 * @param options.weight how much of the old garment is at a pixel, 0..1 (its refined mask, less what is in front).
 * @param options.skinLight brightness factors for bare skin at the pixel's place; 1 without light transfer.
 */
export function removeOld(
  picture: Rgb8,
  removal: Removal,
  options: { readonly weight: Plane; readonly skinLight: (x: number, y: number) => number },
): { readonly lost: Plane; readonly ground: Plane; readonly limb: Plane } {
  const { scale, weights, skinFill, otherFill, backgroundFill } = removal
  const lost = plane(picture.width, picture.height)
  const ground = plane(picture.width, picture.height)
  const bare = plane(picture.width, picture.height)
  const reader = new PlaneReader(weights.limb)
  for (let y = 0, i = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++, i++) {
      const refined = options.weight.data[i]
      if (refined <= 0) continue
      reader.moveTo((x + 0.5) * scale, (y + 0.5) * scale)
      const limb = decide(reader.read(weights.limb))
      const skin = decide(reader.read(weights.skin))
      const other = decide(reader.read(weights['other-garment']))
      const background = decide(reader.read(weights.background))
      const total = limb + skin + other + background
      if (total <= 0) continue
      lost.data[i] = Math.min(1, total) * refined * (1 - limb / total)
      ground.data[i] = Math.min(1, total) * refined * (background / total)
      bare.data[i] = Math.min(1, total) * refined * (limb / total)
      const shaded = (limb * reader.read(removal.roundness) + skin * 0.97) * options.skinLight(x, y)
      const round = lerp(shaded, limb + skin, smooth(reader.read(removal.nearSkin) * 2.5))
      for (let c = 0; c < 3; c++) {
        let value = 0
        if (limb + skin > 0) value += reader.read(skinFill[c]) * round
        if (other > 0) value += reader.read(otherFill[c]) * other
        if (background > 0) value += reader.read(backgroundFill[c]) * background
        const before = picture.data[3 * i + c]
        picture.data[3 * i + c] = clamp(before + (value / total - before) * Math.min(1, total) * refined + 0.5, 0, 255)
      }
    }
  }
  return { lost, ground, limb: bare }
}

/** A blurred class border, steep again. */
function decide(share: number): number {
  return smooth((share - 0.25) / 0.5)
}

/** The red, green and blue of a picture as planes of 0..255. */
export function channelsOf(image: Rgb8): Plane[] {
  return [0, 1, 2].map((channel) => {
    const out = plane(image.width, image.height)
    for (let i = 0, j = channel; i < out.data.length; i++, j += 3) out.data[i] = image.data[j]
    return out
  })
}
