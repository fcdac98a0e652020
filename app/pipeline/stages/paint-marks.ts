import sharp from 'sharp'
import { z } from 'zod'
import { textLook } from '../../domain/document/layer.ts'
import { type Watermark, watermark } from '../../domain/export/export-recipe.ts'
import { artifactId } from '../../domain/ids.ts'
import { createSurface, readPixels, surfaceOf } from '../../media/still/surface.ts'
import { outlineText } from '../../media/text/outline-text.ts'
import { type MarkShape, paintWatermark } from '../../raster/paint/watermark.ts'
import { readPicture } from '../read-raster.ts'
import type { Artifacts, Services } from '../services.ts'
import { defineStage } from '../stage.ts'

const logo = artifactId.nullable()

/** How large a mark is by itself, in any unit: its layout needs the proportions. */
export const measureMark = defineStage<Services>()({
  id: 'measure-mark',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({ content: watermark.shape.content, logo }),
  output: z.object({ width: z.number().positive(), height: z.number().positive() }),
  errors: ['asset.blob-missing', 'asset.blob-damaged'],
  async run(input, { services }) {
    return sizeOf(await markShape(input.content, input.logo, services.artifacts))
  },
})

/** The mark of each output in the size and at the angle it has there, one above the other in one PNG. */
export const paintMarks = defineStage<Services>()({
  id: 'paint-marks',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    mark: watermark,
    logo,
    pieces: z.array(
      z.object({
        width: z.int().positive(),
        height: z.int().positive(),
        /** Of a line of text or of the logo, before it is turned. */
        heightPx: z.number().positive(),
      }),
    ),
  }),
  /** `tops`: where each piece begins in the PNG, in pixels. */
  output: z.object({ png: artifactId, tops: z.array(z.int()) }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ mark, pieces, ...input }, { services }) {
    const shape = await markShape(mark.content, input.logo, services.artifacts)
    const tops: number[] = []
    const sheet = { width: Math.max(...pieces.map(({ width }) => width)), height: 0 }
    const painted = pieces.map(({ width, height, heightPx }) => {
      const surface = createSurface({ width, height })
      const inBox = { ...mark, place: 'centre', margin: 0, size: heightPx / Math.min(width, height) } as const
      paintWatermark(surface.ctx, { width, height }, { mark: inBox, shape })
      const top = sheet.height
      tops.push(top)
      sheet.height += height
      const raw = { width, height, channels: 4 } as const
      return { input: Buffer.from(readPixels(surface).data), raw, top, left: 0 }
    })
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    const png = await sharp({ create: { ...sheet, channels: 4, background: clear } })
      .composite(painted)
      .png({ compressionLevel: 6 })
      .toBuffer()
    return { png: await services.artifacts.writeBytes(png), tops }
  },
})

/** Letters are shaped at this size and scaled: a curve has no resolution. */
const MARK_EM_PX = 256

async function markShape(content: Watermark['content'], logoId: z.output<typeof logo>, artifacts: Artifacts): Promise<MarkShape> {
  if (content.kind === 'logo') {
    if (logoId === null) throw new RangeError('The logo was not given')
    const picture = await readPicture(artifacts, logoId)
    return { kind: 'image', image: surfaceOf(picture).canvas, size: { width: picture.width, height: picture.height } }
  }
  const { text, family, weight, colour } = content
  return {
    kind: 'outline',
    outline: outlineText(textLook.parse({ content: text, family, weight, sizePx: MARK_EM_PX, lineHeight: 1 })),
    colour,
  }
}

function sizeOf(shape: MarkShape): { width: number; height: number } {
  const { width, height } = shape.kind === 'outline' ? shape.outline.size : shape.size
  return { width, height }
}
