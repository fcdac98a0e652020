import { z } from 'zod'
import { StudioError } from '../../domain/errors.ts'
import { type ArtifactId, artifactId } from '../../domain/ids.ts'
import type { Plane, Rgb8 } from '../../domain/raster.ts'
import { garmentFront } from '../../domain/try-on.ts'
import { type Crop, cropPlane, cropRgb, pastePlane, pasteRgb } from '../../raster/body/person-crop.ts'
import type { Draped } from '../../raster/drape/drape.ts'
import { drapeGarment, type GarmentPixels } from '../../raster/drape/drape-garment.ts'
import type { Over } from '../../raster/drape/dress-scene.ts'
import { countOwned, type Ground, groundAfter, groundMask } from '../../raster/drape/ground.ts'
import { type Scene, sceneMask } from '../../raster/drape/scene.ts'
import { alphaOf, readMask, readPicture, readRgb } from '../read-raster.ts'
import type { Artifacts, Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readClearing, storedClearing } from '../stored-clearing.ts'
import { readFit, readMeasure } from '../stored-fit.ts'
import { cropGround, pasteGround, readGround, storedGround, writeGround } from '../stored-ground.ts'
import { readScene, storedScene } from '../stored-scene.ts'

/** The pixels of a fitted garment. */
export const drawable = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flat'), cutOut: artifactId, measure: artifactId }),
  z.object({ kind: z.literal('worn'), wearer: storedScene, mask: artifactId }),
])

/** The place of a garment among several. */
export const layerOfOutfit = z.object({
  ground: storedGround,
  /** Tops that go under this garment, by their numbers, and the picture before the first of them was put on. */
  tops: z.object({ numbers: z.array(z.int()).min(1), beneath: artifactId }).nullable(),
  /** Without a top below there is nothing to be seen in an open front, and it stays closed. */
  front: garmentFront,
  /** From 1, in the order in which garments are laid on. */
  number: z.int().min(1),
})

/** Draws a fitted garment into the working picture: layers, light, shadows, protection. */
export const composeDraft = defineStage<Services>()({
  id: 'compose-draft',
  version: 13,
  lane: 'pixels',
  models: [],
  input: z.object({
    scene: storedScene,
    cleared: storedClearing,
    fit: artifactId,
    region: z.enum(['upper', 'lower', 'full']),
    garment: drawable,
    /** Null for a garment that is worn alone. */
    outfit: layerOfOutfit.nullable().default(null),
    debug: z.boolean(),
  }),
  output: z.object({
    /** RGB, the working picture's size. */
    draft: artifactId,
    /** 1 where the draft may differ from the working picture; equal to the byte elsewhere. Of an outfit: by all garments so far. */
    editMask: artifactId,
    /** Numbers of `DraftFacts`, and `enlargement`. */
    facts: z.record(z.string(), z.number()),
    /** Masks of the debug view by name; empty unless asked for. */
    debug: z.record(z.string(), artifactId),
    /** Of an outfit: what the next garment is laid on, and how many pixels show each garment so far, from number 1 on. */
    outfit: z.object({ ground: storedGround, shownPx: z.array(z.number()) }).nullable(),
  }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ scene: stored, cleared, fit: fitId, region, garment, outfit, debug }, { services, signal, progress }) {
    const { artifacts } = services
    const scene = await readScene(artifacts, stored)
    const pixels = await readPixels(artifacts, garment)
    const fit = await readFit(artifacts, fitId)
    const ground = outfit === null ? null : await readGround(artifacts, outfit.ground)
    const over =
      ground === null
        ? undefined
        : await readOver(artifacts, scene.crop, { ground, tops: outfit?.tops ?? null, front: outfit?.front ?? 'closed' })
    signal.throwIfAborted()
    progress(0.1)
    const { draped, facts, enlargement } = drapeGarment(scene, await readClearing(artifacts, cleared), { fit, pixels, region, over })
    signal.throwIfAborted()
    progress(0.9)
    const made: Made = { draped, scene, whole: ground?.picture ?? (await readRgb(artifacts, stored.image)) }
    const written =
      ground === null || outfit === null || over === undefined
        ? await writeAlone(artifacts, made)
        : await writeLayer(artifacts, made, { ground, part: over.ground, number: outfit.number })
    return { ...written, facts: { ...facts, enlargement }, debug: debug ? await writeMasks(artifacts, made) : {} }
  },
})

async function readPixels(artifacts: Artifacts, garment: z.output<typeof drawable>): Promise<GarmentPixels> {
  if (garment.kind === 'worn') {
    const wearer = await readScene(artifacts, garment.wearer)
    return { kind: 'worn', wearer, mask: cropPlane(await readMask(artifacts, garment.mask), wearer.crop) }
  }
  const cutOut = await readPicture(artifacts, garment.cutOut)
  if (cutOut.channels !== 4) throw new StudioError('internal', 'A cut-out has an alpha channel')
  return { kind: 'flat', cutOut, anchors: (await readMeasure(artifacts, garment.measure)).anchors }
}

/** What a garment is laid over, cut to its scene. */
export async function readOver(
  artifacts: Artifacts,
  crop: Crop,
  { ground, tops, front }: { readonly ground: Ground } & Pick<z.output<typeof layerOfOutfit>, 'tops' | 'front'>,
): Promise<Over> {
  return {
    ground: cropGround(ground, crop),
    front,
    tops: tops && { numbers: tops.numbers, beneath: cropRgb(await readRgb(artifacts, tops.beneath), crop) },
  }
}

interface Made {
  readonly draped: Draped
  readonly scene: Scene & { readonly crop: Crop }
  /** The picture that the scene is a part of. */
  readonly whole: Rgb8
}

async function writeAlone(artifacts: Artifacts, { draped, scene: { crop }, whole }: Made) {
  return {
    draft: await artifacts.writeRaster(pasteRgb(whole, draped.picture, crop)),
    editMask: await artifacts.writeRaster(pastePlane(whole, draped.editMask, crop)),
    outfit: null,
  }
}

async function writeLayer(
  artifacts: Artifacts,
  { draped, scene: { crop } }: Made,
  { ground, part, number }: { readonly ground: Ground; readonly part: Ground; readonly number: number },
) {
  const next = pasteGround(ground, groundAfter(part, draped, number), crop)
  const stored = await writeGround(artifacts, next)
  const [, ...shownPx] = countOwned(next.masks, number)
  return {
    draft: stored.picture,
    editMask: await artifacts.writeRaster(groundMask(next.masks, 'edited')),
    outfit: { ground: stored, shownPx },
  }
}

/** Masks of the debug view, at the picture's size. */
async function writeMasks(artifacts: Artifacts, { draped, scene, whole }: Made): Promise<Record<string, ArtifactId>> {
  const masks: Record<string, Plane> = {
    person: sceneMask(scene.layers, 'person'),
    torso: sceneMask(scene.layers, 'old'),
    arms: sceneMask(scene.layers, 'arms'),
    garment: draped.shown,
  }
  for (const { name, pixels } of draped.drawn) masks[`layer-${name}`] = alphaOf(pixels)
  const ids: Record<string, ArtifactId> = {}
  for (const [name, mask] of Object.entries(masks)) ids[name] = await artifacts.writeRaster(pastePlane(whole, mask, scene.crop))
  return ids
}
