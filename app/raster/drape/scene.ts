import type { Plane, Rgb8, Rgba8 } from '../../domain/raster.ts'
import type { GarmentFront } from '../../domain/try-on.ts'
import type { Body } from '../body/body.ts'
import type { BodyParts } from '../body/parts.ts'
import { packMasks, repackMasks, unpackMask } from './mask-pack.ts'

/** Everything the compositor knows about the person; nothing in it depends on the garment. */
export interface Scene {
  /** The part of the working picture around the person. */
  readonly photo: Rgb8
  readonly body: Body
  readonly parts: BodyParts
  readonly layers: SceneLayers
  /** New garments that are on already; absent while there are none. */
  readonly worn?: Worn
}

/** What the next garment is laid on, at the photo's size. */
export interface Worn {
  /** The picture as the garments below have left it: what the next one does not touch stays like this to the byte. */
  readonly picture: Rgb8
  /** How much of a pixel is their cloth, 0..1. */
  readonly cloth: Plane
  /** How much of it is a top that goes under the next garment, 0..1. */
  readonly top: Plane
  /** The picture before that top was put on, which shows where it is hidden; null where there is none. */
  readonly beneathTop: Rgb8 | null
  /** How the next garment is worn over it. */
  readonly front: GarmentFront
}

/** Masks at the photo's size whose edges follow the picture, as bytes: use `sceneMask` to read one. */
export type SceneLayers = Rgba8

/** `old`: what the new garment replaces. `arms`: bare or sleeved arms. `front`: what stays in front of everything. */
const CHANNELS = { old: 0, arms: 1, front: 2, person: 3 } as const

export function packScene(masks: Readonly<Record<keyof typeof CHANNELS, Plane>>): SceneLayers {
  return packMasks([masks.old, masks.arms, masks.front, masks.person])
}

/** The layers with some of their masks replaced; the others to the byte. */
export function withSceneMasks(layers: SceneLayers, masks: Readonly<Partial<Record<keyof typeof CHANNELS, Plane>>>): SceneLayers {
  const names = Object.keys(masks) as (keyof typeof CHANNELS)[]
  return repackMasks(
    layers,
    names.flatMap((name) => (masks[name] === undefined ? [] : [[CHANNELS[name], masks[name]] as const])),
  )
}

export function sceneMask(layers: SceneLayers, name: keyof typeof CHANNELS): Plane {
  return unpackMask(layers, CHANNELS[name])
}

/** The same without a copy: 0..1 at a pixel. */
export function sceneMaskAt(layers: SceneLayers, name: keyof typeof CHANNELS): (index: number) => number {
  const { data } = layers
  const channel = CHANNELS[name]
  return (index) => data[4 * index + channel] / 255
}
