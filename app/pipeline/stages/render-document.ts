import { z } from 'zod'
import { document } from '../../domain/document/document.ts'
import { type ArtifactId, artifactId, type ContentHash, contentHash } from '../../domain/ids.ts'
import type { Plane } from '../../domain/raster.ts'
import { readMask, readPicture } from '../read-raster.ts'
import { renderDocument as render } from '../render-document.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Paints a document as it is exported: every pixel of every layer, on the processor. */
export const renderDocument = defineStage<Services>()({
  id: 'render-document',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    document,
    /** The rasters of the pictures that the document names. */
    pictures: z.record(contentHash, artifactId),
    /** The masks that it names: rasters of one channel. */
    masks: z.array(artifactId),
  }),
  /** RGBA of the document's frame. */
  output: z.object({ image: artifactId, width: z.int().positive(), height: z.int().positive() }),
  errors: ['image.too-large', 'asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ document: shown, pictures, masks }, { services, signal, progress }) {
    const { artifacts } = services
    const planes = new Map<ArtifactId, Plane>()
    for (const id of masks) planes.set(id, await readMask(artifacts, id))
    const raster = await render(shown, {
      masks: planes,
      signal,
      progress,
      readPicture: (hash: ContentHash) => {
        const id = pictures[hash]
        if (id === undefined) throw new RangeError(`The picture ${hash} was not given`)
        return readPicture(artifacts, id)
      },
    })
    return { image: await artifacts.writeRaster(raster), width: raster.width, height: raster.height }
  },
})
