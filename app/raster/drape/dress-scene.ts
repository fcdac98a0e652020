import type { GarmentRegion } from '../../domain/garment-region.ts'
import { type Rgb8, type Rgba8, rgba8 } from '../../domain/raster.ts'
import type { GarmentFront } from '../../domain/try-on.ts'
import { mapPlane } from '../morphology.ts'
import { resizePlane } from '../resample.ts'
import type { ClearedScene } from './clear-scene.ts'
import { type Ground, groundMask, topOf } from './ground.ts'
import type { Scene } from './scene.ts'

/** What a garment is laid over, at the size of its scene. */
export interface Over {
  readonly ground: Ground
  /** The tops that go under this garment, by number, and the picture before the first of them was put on; null where there is none. */
  readonly tops: { readonly numbers: readonly number[]; readonly beneath: Rgb8 } | null
  readonly front: GarmentFront
}

/**
 * A scene and its clearing as they are when other garments are on already: what those cover is no old garment any more, arms have
 * their sleeves, and the picture under the next garment is the one they have left.
 */
export function dressScene(
  scene: Scene,
  cleared: ClearedScene,
  { ground, tops, front, region }: Over & { readonly region: GarmentRegion },
): { readonly scene: Scene; readonly cleared: ClearedScene } {
  const { picture, masks } = ground
  const { parts } = scene
  const cloth = groundMask(masks, 'cloth')
  const covered = resizePlane(cloth, parts.person)
  const layers = layersOver(scene.layers, masks, region)
  return {
    scene: {
      ...scene,
      layers,
      parts: {
        ...parts,
        oldUpper: mapPlane(parts.oldUpper, (value, i) => (covered.data[i] > 0.5 ? 0 : value)),
        oldLower: mapPlane(parts.oldLower, (value, i) => (covered.data[i] > 0.5 ? 0 : value)),
      },
      worn: {
        picture,
        cloth,
        top: topOf(ground, tops?.numbers ?? []),
        beneathTop: tops?.beneath ?? null,
        front: tops === null ? 'closed' : front,
      },
    },
    // Everything that is replaced has been taken off before the first garment.
    cleared: { ...cleared, picture, masks: rgba8(picture.width, picture.height) },
  }
}

/** Channels as in `packScene`; of the ground, cloth and limbs. Over trousers arms are brought forward with their sleeves, not from the photo. */
function layersOver(layers: Rgba8, ground: Rgba8, region: GarmentRegion): Rgba8 {
  const data = layers.data.slice()
  for (let o = 0; o < data.length; o += 4) {
    if (region === 'lower' && data[o + 2] > 0) data[o + 2] = Math.max(0, data[o + 2] - data[o + 1])
    data[o + 1] = ground.data[o + 1]
    if (data[o] > 0 && ground.data[o] > 0) data[o] = (data[o] * (255 - ground.data[o])) / 255
  }
  return { ...layers, data }
}
