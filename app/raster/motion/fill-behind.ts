import { type Plane, plane, type Size } from '../../domain/raster.ts'
import { blurWithin, boxBlur } from '../blur.ts'
import { smoothstep } from '../geometry.ts'
import { dilate, mapPlane } from '../morphology.ts'
import { PlaneReader } from '../plane-reader.ts'
import { pushPull } from '../push-pull.ts'
import { resizePlane } from '../resample.ts'
import { distanceField } from './distance-field.ts'
import { nearestKnown } from './nearest-known.ts'
import type { YuvPicture } from './yuv-picture.ts'

/** Long side at which colours flow in and mirrors are looked for. */
export const FLOW_PX = 640
/**
 * How far beyond a mask nothing is believed, in those pixels: edges spread, wisps of hair lie outside, and masks are a little off. What lies
 * in the rim goes with the layer. Cloth has a narrow one: beside it is skin, which must not go along.
 */
export const RIM_PX = { person: 6, cloth: 2 } as const
const RAMP_PX = 1
/** From here to there inside a hole, its mirrored surroundings give way to colours that flowed in: deeper, mirrors meet in seams. */
const MIRROR_PX = { full: 18, none: 60 } as const

/** What is put where something is taken away, at the size of flows. */
export interface Filling {
  /** How much of what is there stays, 0..1. */
  readonly kept: Plane
  /** Colours that flowed in: luma, blue, red. */
  readonly flowed: readonly Plane[]
  /** From a place in the hole to its mirror image outside, and how much of that is taken, 0..1. */
  readonly dx: Plane
  readonly dy: Plane
  readonly mirror: Plane
  /** 1 wherever something is to be done. */
  readonly near: Uint8Array
}

/**
 * Plans how the picture is filled where a mask is taken away. Near the edge of the hole, the only part that is ever uncovered, what is
 * beside it is mirrored into it: stones go on as stones. Farther in, colours flow (`pushPull`).
 *
 * @param colours luma, blue and red of the picture at the size of flows; `cover` 0..1 at that size.
 */
export function planFilling(colours: readonly Plane[], cover: Plane, rimPx: number): Filling {
  const { width, height } = cover
  const known = knownBeside(cover, rimPx)
  const nearest = nearestKnown(known)
  const [dx, dy, mirror] = [plane(width, height), plane(width, height), plane(width, height)]
  const hole = mapPlane(known, (value) => 1 - value)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (known.data[i] === 1 || nearest[i] < 0) continue
      const [towardsX, towardsY] = [(nearest[i] % width) - x, Math.floor(nearest[i] / width) - y]
      dx.data[i] = 2 * towardsX
      dy.data[i] = 2 * towardsY
      mirror.data[i] = smoothstep(MIRROR_PX.none, MIRROR_PX.full, Math.hypot(towardsX, towardsY))
    }
  }
  return {
    kept: boxBlur(known, RAMP_PX),
    flowed: pushPull(colours, known),
    dx: blurWithin(dx, hole, 2.5),
    dy: blurWithin(dy, hole, 2.5),
    mirror,
    near: Uint8Array.from(dilate(hole, RAMP_PX + 2).data),
  }
}

/** A cover without one of its parts, at the size of flows: skin goes on beside skin, and nothing beside the ground. */
export function coverWithout(cover: Plane, part: Plane): Plane {
  const known = knownBeside(part, RIM_PX.cloth)
  const [flowed] = pushPull([cover], known)
  const kept = boxBlur(known, RAMP_PX)
  return mapPlane(cover, (value, i) => flowed.data[i] + (value - flowed.data[i]) * Math.min(1, kept.data[i]))
}

function knownBeside(cover: Plane, rimPx: number): Plane {
  return mapPlane(dilate(cover, rimPx), (value) => (value > 0.02 ? 0 : 1))
}

/** A cover that goes on into its rim, weaker and weaker: what is there is moved with it as much as it is likely to belong to it. */
export function withRim(cover: Plane, rimPx: number): Plane {
  const beside = distanceField(cover, (i) => cover.data[i] > 0.5)
  const reach = rimPx + RAMP_PX + 1
  return mapPlane(cover, (value, i) => Math.max(value, RIM_SHARE * Math.max(0, 1 - beside.data[i] / reach)))
}

/** Of a pixel beside a mask. */
const RIM_SHARE = 0.7

/** The picture as it is filled. */
export function fillBehind({ width, height, luma, blue, red }: YuvPicture, filling: Filling): YuvPicture {
  const half = { width: width >> 1, height: height >> 1 }
  const [y, u, v] = filling.flowed
  return {
    width,
    height,
    luma: fillPlane(luma, { width, height }, { ...filling, flow: y }),
    blue: fillPlane(blue, half, { ...filling, flow: u }),
    red: fillPlane(red, half, { ...filling, flow: v }),
  }
}

function fillPlane(bytes: Uint8Array, { width, height }: Size, filling: Filling & { readonly flow: Plane }): Uint8Array {
  const { kept, flow, dx, dy, mirror, near } = filling
  const reader = new PlaneReader(kept)
  const scaleX = width / kept.width
  const scaleY = height / kept.height
  const cellOf = (x: number, y: number): number => {
    const column = ((x + 0.5) / scaleX) | 0
    const row = ((y + 0.5) / scaleY) | 0
    return Math.min(kept.height - 1, row) * kept.width + Math.min(kept.width - 1, column)
  }
  const out = bytes.slice()
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (near[cellOf(x, y)] === 0) continue
      reader.moveTo((x + 0.5) / scaleX, (y + 0.5) / scaleY)
      const share = reader.read(kept)
      if (share >= 1) continue
      let fill = reader.read(flow)
      const mirrored = reader.read(mirror)
      if (mirrored > 0) {
        const fromX = Math.round(x + reader.read(dx) * scaleX)
        const fromY = Math.round(y + reader.read(dy) * scaleY)
        if (fromX >= 0 && fromY >= 0 && fromX < width && fromY < height) {
          const trust = kept.data[cellOf(fromX, fromY)]
          fill += (bytes[fromY * width + fromX] - fill) * mirrored * trust * trust
        }
      }
      out[i] = fill + (bytes[i] - fill) * share + 0.5
    }
  }
  return out
}

/** Luma, blue and red of a picture as planes, at the size of flows. */
export function flowColours(picture: YuvPicture, size: Size): Plane[] {
  const { width, height, luma, blue, red } = picture
  const asPlane = (bytes: Uint8Array, w: number, h: number): Plane => resizePlane(plane(w, h, Float32Array.from(bytes)), size)
  return [asPlane(luma, width, height), asPlane(blue, width >> 1, height >> 1), asPlane(red, width >> 1, height >> 1)]
}
