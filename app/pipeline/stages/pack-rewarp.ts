import { z } from 'zod'
import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import { artifactId } from '../../domain/ids.ts'
import { poseEstimate } from '../../domain/landmarks.ts'
import { otherHalf } from '../../domain/outfit.ts'
import { fitInside, type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import { fitStrategy, garmentType } from '../../domain/try-on.ts'
import { cropBody } from '../../raster/body/body.ts'
import { type Crop, cropPlane } from '../../raster/body/person-crop.ts'
import { dressScene } from '../../raster/drape/dress-scene.ts'
import { shownAbove } from '../../raster/drape/ground.ts'
import { scaleCleared, scaleScene } from '../../raster/drape/scale-scene.ts'
import type { Scene } from '../../raster/drape/scene.ts'
import { measureWornExtent } from '../../raster/drape/worn-texture.ts'
import { packKit } from '../../raster/preview/kit-file.ts'
import type { RewarpKit } from '../../raster/preview/rewarp-kit.ts'
import { resizePlane, resizeRgb, resizeRgba } from '../../raster/resample.ts'
import { readMask, readPicture, readRgb } from '../read-raster.ts'
import type { Artifacts, Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readClearing, storedClearing } from '../stored-clearing.ts'
import { readMeasure } from '../stored-fit.ts'
import { cropGround, readGround, storedGround } from '../stored-ground.ts'
import { readScene, readSceneFacts, storedScene } from '../stored-scene.ts'
import { layerOfOutfit, readOver } from './compose-draft.ts'
import { fittable } from './fit-garment.ts'

/** Long side of a preview in pixels: as large as a stage on a usual screen. */
const LONG_SIDE = 960

/** Gathers what a page needs to lay a garment anew while points are dragged, at the size of a screen. */
export const packRewarp = defineStage<Services>()({
  id: 'pack-rewarp',
  version: 4,
  lane: 'pixels',
  models: [],
  input: z.object({
    scene: storedScene,
    cleared: storedClearing,
    picture: z.object({ width: z.int(), height: z.int() }),
    /** As the model found it, in the picture's pixels. */
    pose: poseEstimate,
    type: garmentType,
    region: z.enum(['upper', 'lower', 'full']),
    waist: z.enum(['covered', 'seen']),
    strategy: fitStrategy,
    /** Place in the wearing order, from 0. */
    index: z.int().min(0),
    /** Where each garment of the draft goes, in wearing order. */
    regions: z.array(z.enum(['upper', 'lower', 'full'])),
    otherHalf,
    /** What it is laid on; null for a garment that is worn alone. */
    outfit: layerOfOutfit.nullable(),
    /** All garments of the draft, where there are several. */
    above: storedGround.nullable(),
    garment: z.discriminatedUnion('kind', [fittable.options[0].extend({ cutOut: artifactId }), fittable.options[1]]),
    /** The garment's picture as it was taken, and the alpha of its cut-out. */
    source: z.object({ image: artifactId, mask: artifactId }),
  }),
  /** The bytes of a `RewarpKit`. */
  output: z.object({ kit: artifactId }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run(input, { services, signal }) {
    const { artifacts } = services
    const read = await readScene(artifacts, input.scene)
    const size = fitInside(read.photo, LONG_SIDE)
    const here = await dressed(artifacts, read, input)
    signal.throwIfAborted()
    const bytes = packKit({
      picture: input.picture,
      crop: read.crop,
      pose: cropBody(input.pose, read.crop),
      scene: scaleScene(here.scene, size),
      cleared: scaleCleared(here.cleared, size),
      region: input.region,
      index: input.index,
      regions: input.regions,
      otherHalf: input.otherHalf,
      above: await readAbove(artifacts, read.crop, { ...input, size }),
      garment: await readGarment(artifacts, input),
    })
    return { kit: await artifacts.writeBytes(bytes) }
  },
})

type Input = z.output<typeof packRewarp.input>

/** The scene as this garment finds it: with those that are laid on before it. */
async function dressed(artifacts: Artifacts, scene: Scene & { readonly crop: Crop }, { cleared: stored, outfit, region }: Input) {
  const cleared = await readClearing(artifacts, stored)
  if (outfit === null) return { scene, cleared }
  const over = await readOver(artifacts, scene.crop, { ...outfit, ground: await readGround(artifacts, outfit.ground) })
  return dressScene(scene, cleared, { ...over, region })
}

async function readAbove(
  artifacts: Artifacts,
  crop: Crop,
  { outfit, above, size }: Pick<Input, 'outfit' | 'above'> & { readonly size: Size },
): Promise<Rgba8 | null> {
  if (outfit === null || above === null) return null
  const { picture, masks } = cropGround(await readGround(artifacts, above), crop)
  const shown = shownAbove(masks, outfit.number)
  if (!shown.data.includes(1)) return null
  const whole = rgba8(picture.width, picture.height)
  for (let i = 0; i < shown.data.length; i++) {
    whole.data.set(picture.data.subarray(3 * i, 3 * i + 3), 4 * i)
    whole.data[4 * i + 3] = 255 * (shown.data[i] ?? 0)
  }
  return resizeRgba(whole, size)
}

async function readGarment(artifacts: Artifacts, { scene, type, strategy, waist, garment, source }: Input): Promise<RewarpKit['garment']> {
  const { oldHem, oldFront } = await readSceneFacts(artifacts, scene)
  if (garment.kind === 'worn') {
    const whole = await readScene(artifacts, garment.wearer)
    const picture = await readMask(artifacts, garment.mask)
    const { crop } = whole
    const mask = cropPlane(picture, crop)
    const size = fitInside(whole.photo, LONG_SIDE)
    const extent = measureWornExtent(whole, mask, GARMENT_REGIONS[type])
    return {
      kind: 'worn',
      wearer: scaleScene(whole, size),
      mask: resizePlane(mask, size),
      picture: { width: picture.width, height: picture.height },
      crop,
      extent,
      oldFront,
    }
  }
  const { anchors, box } = await readMeasure(artifacts, garment.measure)
  const cutOut = (await readPicture(artifacts, garment.cutOut)) as Rgba8
  const photo = await readRgb(artifacts, source.image)
  const size = fitInside(photo, LONG_SIDE)
  return {
    kind: 'flat',
    type,
    strategy,
    sleeves: garment.sleeves,
    oldHem,
    waist,
    anchors,
    box,
    cutOut: resizeRgba(cutOut, fitInside(cutOut, LONG_SIDE)),
    silhouette: await readMask(artifacts, garment.silhouette),
    source: { photo: resizeRgb(photo, size), mask: resizePlane(await readMask(artifacts, source.mask), size) },
  }
}
