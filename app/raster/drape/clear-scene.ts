import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { OtherHalf } from '../../domain/outfit.ts'
import { type Plane, plane, type Rgb8, type Rgba8 } from '../../domain/raster.ts'
import { torsoRatio } from '../body/body.ts'
import { labOfRgb } from '../colour.ts'
import { median, smooth } from '../geometry.ts'
import { dilate } from '../morphology.ts'
import { PlaneReader } from '../plane-reader.ts'
import { resizeRgb, samplePlane } from '../resample.ts'
import { bareArmsBelow, beneathLower, beneathTop } from './beneath.ts'
import { measureLight, type SceneLight } from './light.ts'
import { packMasks } from './mask-pack.ts'
import { planRemoval, type Removal, removeOld } from './removal.ts'
import { type Scene, sceneMask } from './scene.ts'

/** A scene without the garment that a new one replaces. Knows nothing of the new one, so the next garment finds it done. */
export interface ClearedScene {
  /** The photo with the old garment taken away. */
  readonly picture: Rgb8
  /**
   * Masks at the photo's size, as bytes: how much of a pixel was the old garment; how much of it became something else than a limb;
   * how much of it became the ground behind the person, and how much a bare limb.
   */
  readonly masks: Rgba8
  /** What is behind the person where the old garment was, at analysis size. */
  readonly behind: Rgb8
  /** Brightness factors for new cloth at half the photo's size; null when too little of the old garment is seen to tell. */
  readonly clothLight: Plane | null
}

const CHANNELS = { weight: 0, lost: 1, ground: 2, limb: 3 } as const

/** 0..1 at a pixel. */
export function clearedMaskAt({ masks }: ClearedScene, name: keyof typeof CHANNELS): (index: number) => number {
  const { data } = masks
  const channel = CHANNELS[name]
  return (index) => data[4 * index + channel] / 255
}

export interface ClearInput {
  readonly region: GarmentRegion
  /** What becomes of the clothes on the other half of the body. */
  readonly otherHalf: OtherHalf
}

/** Takes the old garment of a region away and remembers the light that fell on it. */
export function clearScene(scene: Scene, input: ClearInput): ClearedScene {
  const { photo, body, parts, layers } = scene
  const small = resizeRgb(photo, parts.person)
  const light = measureLight(photo, sceneMask(layers, 'old'), body.frame.shoulderWidth)
  const removal = planRemoval({
    photo: small,
    scale: parts.scale,
    person: parts.person,
    skin: parts.skin,
    ...oldAndBeneath(scene, small, input),
  })
  const weight = oldWeight(scene, removal)
  const picture: Rgb8 = { ...photo, data: photo.data.slice() }
  const { lost, ground, limb } = removeOld(picture, removal, { weight, skinLight: skinLight(light) })
  return {
    picture,
    masks: packMasks([weight, lost, ground, limb]),
    behind: joinChannels(removal.backgroundFill),
    clothLight: light?.cloth ?? null,
  }
}

function oldAndBeneath({ body, parts }: Scene, small: Rgb8, { region, otherHalf }: ClearInput) {
  const old = region === 'lower' ? parts.oldLower : parts.oldUpper
  const grown = dilate(old, 2)
  if (region === 'lower') return { old, grown, otherGarment: parts.oldUpper, beneathAt: beneathLower(body) }
  const other = otherGarmentBelow({ body, parts }, small)
  // Without clothes below to continue, the old top stays: leggings once became skin. New clothes below cover what is put there.
  const lower = otherHalf === 'replaced' ? 'skin' : other.reliable ? 'other-garment' : 'keep'
  const bareArms = bareArmsBelow(body, parts, { photo: small, grown })
  return { old, grown, otherGarment: other.mask, beneathAt: beneathTop(body, parts, { lower, bareArms }) }
}

/** How much of the old garment is at each pixel: its refined mask, or its grown rough one where the edge was lost. */
function oldWeight({ photo, layers }: Scene, { reach, scale }: Removal): Plane {
  const weight = plane(photo.width, photo.height)
  const reader = new PlaneReader(reach)
  const columns = Int32Array.from({ length: photo.width }, (_, x) => Math.min(reach.width - 1, Math.floor((x + 0.5) * scale)))
  for (let y = 0, i = 0; y < photo.height; y++) {
    const v = (y + 0.5) * scale
    const row = Math.min(reach.height - 1, Math.floor(v)) * reach.width
    for (let x = 0; x < photo.width; x++, i++) {
      // Most of the picture is far from the old garment.
      const isNear = reach.data[row + columns[x]] > 0
      if (!isNear && layers.data[4 * i] === 0) continue
      const front = layers.data[4 * i + 2]
      if (front === 255) continue
      let rough = 0
      if (isNear) {
        reader.moveTo((x + 0.5) * scale, v)
        rough = reader.read(reach)
      }
      weight.data[i] = Math.max(layers.data[4 * i] / 255, smooth((rough - 0.25) / 0.5)) * (1 - front / 255)
    }
  }
  return weight
}

function joinChannels(channels: readonly Plane[]): Rgb8 {
  const [{ width, height }] = channels
  const data = new Uint8Array(3 * width * height)
  for (const [c, { data: values }] of channels.entries()) for (let i = 0; i < values.length; i++) data[3 * i + c] = values[i] + 0.5
  return { channels: 3, width, height, data }
}

function skinLight(light: SceneLight | null): (x: number, y: number) => number {
  if (!light) return () => 1
  return (x, y) => samplePlane(light.skin, (x + 0.5) / 2, (y + 0.5) / 2)
}

/** Colours farther than this from the middle one (CIE76) are something seen beside the clothes: ground, hands, a belt. */
const OTHER_SPREAD = 28

/** Clothes below an old top, to continue them upwards; reliable when enough of them is seen. */
function otherGarmentBelow(
  { body, parts }: Pick<Scene, 'body' | 'parts'>,
  small: Rgb8,
): { readonly mask: Plane; readonly reliable: boolean } {
  const torso = body.frame.torsoLength
  const { person, skin, oldUpper, arms, scale } = parts
  const lab = labOfRgb(small)
  const places: number[] = []
  for (let i = 0; i < person.data.length; i++) {
    const isArm = arms[0].data[i] > 0 || arms[1].data[i] > 0
    if (person.data[i] <= 0.9 || oldUpper.data[i] > 0.5 || skin.data[i] >= 0.3 || isArm) continue
    const { s, ratio } = torsoRatio(body, ((i % person.width) + 0.5) / scale, (Math.floor(i / person.width) + 0.5) / scale)
    // Beside the hips the gap between arm and body shows the ground.
    if (s > 0.8 * torso && s < 1.6 * torso && ratio < 0.85) places.push(i)
  }
  const middle = [0, 1, 2].map((c) => median(places.map((i) => lab[3 * i + c])))
  const mask = plane(person.width, person.height)
  let count = 0
  for (const i of places) {
    if (Math.hypot(lab[3 * i] - middle[0], lab[3 * i + 1] - middle[1], lab[3 * i + 2] - middle[2]) > OTHER_SPREAD) continue
    mask.data[i] = 1
    count++
  }
  return { mask, reliable: count > 0.004 * person.data.length }
}
