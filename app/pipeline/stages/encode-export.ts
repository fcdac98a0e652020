import { z } from 'zod'
import { textLook } from '../../domain/document/layer.ts'
import { exportRecipe, type Watermark } from '../../domain/export/export-recipe.ts'
import { artifactId } from '../../domain/ids.ts'
import type { Rgba8 } from '../../domain/raster.ts'
import { encodeStill, resizeStill } from '../../media/still/encode-still.ts'
import { readPixels, surfaceOf } from '../../media/still/surface.ts'
import { outlineText } from '../../media/text/outline-text.ts'
import { type MarkShape, paintWatermark } from '../../raster/paint/watermark.ts'
import { readMasks, readPicture } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Makes a file of a rendered document as a recipe asks: size, mark, format, what it says about itself. */
export const encodeExport = defineStage<Services>()({
  id: 'encode-export',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** RGBA. */
    image: artifactId,
    recipe: exportRecipe,
    /** The raster of the mark's logo. */
    logo: artifactId.nullable(),
    /** Machines had a part in the picture, and the recipe wants that said. */
    isLabelled: z.boolean(),
    camera: z.object({ Make: z.string(), Model: z.string(), DateTimeOriginal: z.string() }).partial(),
  }),
  output: z.object({ file: artifactId, width: z.int().positive(), height: z.int().positive(), sizeBytes: z.int().positive() }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ image, recipe, logo, isLabelled, camera }, { services, signal, progress }) {
    const { artifacts } = services
    const sized = await resizeStill(await readMasks(artifacts, image), recipe.size)
    signal.throwIfAborted()
    progress(0.4)
    const { watermark, metadata } = recipe
    const marked =
      watermark === null
        ? sized
        : withMark(sized, watermark, await shapeOf(watermark, logo === null ? null : () => readPicture(artifacts, logo)))
    signal.throwIfAborted()
    const { creator, copyright } = metadata
    const bytes = await encodeStill(marked, recipe, { creator, copyright, camera, source: isLabelled ? 'compositeSynthetic' : null })
    signal.throwIfAborted()
    return { file: await artifacts.writeBytes(bytes), width: marked.width, height: marked.height, sizeBytes: bytes.length }
  },
})

/** Letters are shaped at this size and scaled: a curve has no resolution. */
const MARK_EM_PX = 256

async function shapeOf({ content }: Watermark, readLogo: (() => ReturnType<typeof readPicture>) | null): Promise<MarkShape> {
  if (content.kind === 'logo') {
    if (readLogo === null) throw new RangeError('The logo was not given')
    const logo = await readLogo()
    return { kind: 'image', image: surfaceOf(logo).canvas, size: { width: logo.width, height: logo.height } }
  }
  const { text, family, weight, colour } = content
  const outline = outlineText(textLook.parse({ content: text, family, weight, sizePx: MARK_EM_PX, lineHeight: 1 }))
  return { kind: 'outline', outline, colour }
}

function withMark(picture: Rgba8, mark: Watermark, shape: MarkShape): Rgba8 {
  const surface = surfaceOf(picture)
  paintWatermark(surface.ctx, picture, { mark, shape })
  return readPixels(surface)
}
