import { z } from 'zod'
import { StudioError } from '../../domain/errors.ts'
import { type ArtifactId, artifactId } from '../../domain/ids.ts'
import type { Plane, Size } from '../../domain/raster.ts'
import { plane } from '../../domain/raster.ts'
import { cropPlane, pastePlane, pasteRgb } from '../../raster/body/person-crop.ts'
import { drapeGarment, type GarmentPixels } from '../../raster/drape/drape-garment.ts'
import { sceneMask } from '../../raster/drape/scene.ts'
import { readMask, readPicture, readRgb } from '../read-raster.ts'
import type { Artifacts, Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readClearing, storedClearing } from '../stored-clearing.ts'
import { readFit, readMeasure } from '../stored-fit.ts'
import { readScene, storedScene } from '../stored-scene.ts'

/** The pixels of a fitted garment. */
export const drawable = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flat'), cutOut: artifactId, measure: artifactId }),
  z.object({ kind: z.literal('worn'), wearer: storedScene, mask: artifactId }),
])

/** Draws a fitted garment into the working picture: layers, light, shadows, protection. */
export const composeDraft = defineStage<Services>()({
  id: 'compose-draft',
  version: 7,
  lane: 'pixels',
  models: [],
  input: z.object({
    scene: storedScene,
    cleared: storedClearing,
    fit: artifactId,
    region: z.enum(['upper', 'lower', 'full']),
    garment: drawable,
    debug: z.boolean(),
  }),
  output: z.object({
    /** RGB, the working picture's size. */
    draft: artifactId,
    /** 1 where the draft may differ from the working picture; equal to the byte elsewhere. */
    editMask: artifactId,
    /** Numbers of `DraftFacts`, and `enlargement`. */
    facts: z.record(z.string(), z.number()),
    /** Masks of the debug view by name; empty unless asked for. */
    debug: z.record(z.string(), artifactId),
  }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ scene: stored, cleared, fit: fitId, region, garment, debug }, { services, signal, progress }) {
    const { artifacts } = services
    const scene = await readScene(artifacts, stored)
    const pixels = await readPixels(artifacts, garment)
    const fit = await readFit(artifacts, fitId)
    signal.throwIfAborted()
    progress(0.1)
    const { draped, facts, enlargement } = drapeGarment(scene, await readClearing(artifacts, cleared), { fit, pixels, region })
    signal.throwIfAborted()
    progress(0.9)
    const picture = await readRgb(artifacts, stored.image)
    const size: Size = { width: picture.width, height: picture.height }
    const place = (mask: Plane): Plane => pastePlane(size, mask, scene.crop)
    const masks: Record<string, Plane> = debug
      ? {
          person: sceneMask(scene.layers, 'person'),
          torso: sceneMask(scene.layers, 'old'),
          arms: sceneMask(scene.layers, 'arms'),
          garment: draped.shown,
        }
      : {}
    for (const { name, pixels: layer } of debug ? draped.drawn : []) masks[`layer-${name}`] = alphaOf(layer)
    return {
      draft: await artifacts.writeRaster(pasteRgb(picture, draped.picture, scene.crop)),
      editMask: await artifacts.writeRaster(place(draped.editMask)),
      facts: { ...facts, enlargement },
      debug: await writeAll(artifacts, masks, place),
    }
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

function alphaOf(layer: { readonly width: number; readonly height: number; readonly data: Uint8Array }): Plane {
  const out = plane(layer.width, layer.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = (layer.data[4 * i + 3] ?? 0) / 255
  return out
}

async function writeAll(
  artifacts: Artifacts,
  masks: Readonly<Record<string, Plane>>,
  place: (mask: Plane) => Plane,
): Promise<Record<string, ArtifactId>> {
  const ids: Record<string, ArtifactId> = {}
  for (const [name, mask] of Object.entries(masks)) ids[name] = await artifacts.writeRaster(place(mask))
  return ids
}
