import type { Plane, Raster, Rgb8, Rgba8 } from '../../domain/raster.ts'
import type { ClearedScene } from '../drape/clear-scene.ts'
import { packMasks, unpackMask } from '../drape/mask-pack.ts'
import { type PartFacts, packParts, unpackParts } from '../drape/pack-parts.ts'
import type { Scene, Worn } from '../drape/scene.ts'
import { packBundle, readBundle } from './raster-bundle.ts'
import type { FlatKit, RewarpKit, WornKit } from './rewarp-kit.ts'

/** Raised with the shape of the file: a kit of another shape is made anew, not read. */
const FORMAT = 'rewarp-4'

/** A kit as the bytes that travel to the page. */
export function packKit(kit: RewarpKit): Uint8Array {
  const rasters: Raster[] = []
  const add = (raster: Raster): number => rasters.push(raster) - 1
  const { picture, crop, pose, region, index, regions, otherHalf, above } = kit
  const facts: KitFacts = {
    format: FORMAT,
    picture,
    crop,
    pose,
    region,
    index,
    regions,
    otherHalf,
    above: above === null ? null : add(above),
    scene: packScene(kit.scene, add),
    cleared: {
      picture: add(kit.cleared.picture),
      masks: add(kit.cleared.masks),
      behind: add(kit.cleared.behind),
      clothLight: kit.cleared.clothLight === null ? null : add(kit.cleared.clothLight),
    },
    garment: packGarment(kit.garment, add),
  }
  return packBundle({ facts, rasters })
}

/**
 * Reads a kit.
 *
 * @throws RangeError for bytes that are no kit of this version of ours, or not all of one.
 */
export function readKit(bytes: Uint8Array<ArrayBuffer>): RewarpKit {
  const { facts, rasters } = readBundle(bytes)
  if (!isKit(facts)) throw new RangeError('These are not the bytes of a kit')
  const at = (index: number): Raster => rasters[index]
  const { above, scene, cleared, garment, format: _, ...kit } = facts
  const clearing: ClearedScene = {
    picture: at(cleared.picture) as Rgb8,
    masks: at(cleared.masks) as Rgba8,
    behind: at(cleared.behind) as Rgb8,
    clothLight: cleared.clothLight === null ? null : (at(cleared.clothLight) as Plane),
  }
  return {
    ...kit,
    above: above === null ? null : (at(above) as Rgba8),
    scene: readScene(scene, at),
    cleared: clearing,
    garment: readGarment(garment, at),
  }
}

interface KitFacts extends Pick<RewarpKit, 'picture' | 'crop' | 'pose' | 'region' | 'index' | 'regions' | 'otherHalf'> {
  readonly format: typeof FORMAT
  readonly scene: SceneFacts
  /** Numbers are places in the list of rasters, here and below. */
  readonly above: number | null
  readonly cleared: { readonly picture: number; readonly masks: number; readonly behind: number; readonly clothLight: number | null }
  readonly garment: GarmentFacts
}

interface SceneFacts extends Pick<Scene, 'body'>, PartFacts {
  readonly photo: number
  readonly layers: number
  /** As `packParts` packs them. */
  readonly parts: readonly [number, number]
  /** Picture, then cloth and top, then what is beneath the top, and how the garment is worn over it. */
  readonly worn: readonly [number, number, number | null, Worn['front']] | null
}

type GarmentFacts =
  | (Omit<FlatKit, 'cutOut' | 'silhouette' | 'source'> & {
      readonly cutOut: number
      /** Silhouette; the source's photo and mask. */
      readonly silhouette: number
      readonly source: readonly [number, number]
    })
  | (Omit<WornKit, 'wearer' | 'mask'> & { readonly wearer: SceneFacts; readonly mask: number })

/** The host that wrote a file is the one that served the page; only another version of it has to be told apart. */
function isKit(facts: unknown): facts is KitFacts {
  return typeof facts === 'object' && facts !== null && 'format' in facts && facts.format === FORMAT
}

type Add = (raster: Raster) => number
type At = (index: number) => Raster

function packScene({ photo, body, parts, layers, worn }: Scene, add: Add): SceneFacts {
  const { scale, skinMeasured, oldCuffs } = parts
  const [first, second] = packParts(parts)
  return {
    body,
    scale,
    skinMeasured,
    oldCuffs,
    photo: add(photo),
    layers: add(layers),
    parts: [add(first), add(second)],
    worn:
      worn === undefined
        ? null
        : [add(worn.picture), add(packMasks([worn.cloth, worn.top])), worn.beneathTop === null ? null : add(worn.beneathTop), worn.front],
  }
}

function readScene({ body, photo, layers, parts, worn, ...facts }: SceneFacts, at: At): Scene {
  return {
    photo: at(photo) as Rgb8,
    body,
    layers: at(layers) as Rgba8,
    parts: unpackParts([at(parts[0]) as Rgba8, at(parts[1]) as Rgba8], facts),
    ...(worn === null ? {} : { worn: readWorn(worn, at) }),
  }
}

function readWorn([picture, masks, beneathTop, front]: NonNullable<SceneFacts['worn']>, at: At): Worn {
  const packed = at(masks) as Rgba8
  return {
    picture: at(picture) as Rgb8,
    cloth: unpackMask(packed, 0),
    top: unpackMask(packed, 1),
    beneathTop: beneathTop === null ? null : (at(beneathTop) as Rgb8),
    front,
  }
}

function packGarment(garment: RewarpKit['garment'], add: Add): GarmentFacts {
  if (garment.kind === 'worn') return { ...garment, wearer: packScene(garment.wearer, add), mask: add(packMasks([garment.mask])) }
  const { cutOut, silhouette, source, ...facts } = garment
  return {
    ...facts,
    cutOut: add(cutOut),
    silhouette: add(packMasks([silhouette])),
    source: [add(source.photo), add(packMasks([source.mask]))],
  }
}

function readGarment(garment: GarmentFacts, at: At): RewarpKit['garment'] {
  const mask = (index: number): Plane => unpackMask(at(index) as Rgba8, 0)
  if (garment.kind === 'worn') return { ...garment, wearer: readScene(garment.wearer, at), mask: mask(garment.mask) }
  const [photo, alpha] = garment.source
  return {
    ...garment,
    cutOut: at(garment.cutOut) as Rgba8,
    silhouette: mask(garment.silhouette),
    source: { photo: at(photo) as Rgb8, mask: mask(alpha) },
  }
}
