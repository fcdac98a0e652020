import type { Handlers } from '../../contract/define.ts'
import type { documentsContract } from '../../contract/documents.ts'
import { MOST_SIDE_PX } from '../../domain/document/numbers.ts'
import { StudioError } from '../../domain/errors.ts'
import { type ExportRecipe, exportedSize } from '../../domain/export/export-recipe.ts'
import type { Size } from '../../domain/raster.ts'
import { artifactOfPicture, getAsset, getPicture } from '../../library/assets.ts'
import { documentAtStep, openDocument } from '../../library/documents/edit-document.ts'
import type { Library } from '../../library/open-library.ts'
import { readMask } from '../../pipeline/read-raster.ts'
import { selectSubject } from '../../pipeline/select-subject.ts'
import { loadPicture } from '../../pipeline/stages/load-picture.ts'
import type { Step } from '../../pipeline/step.ts'
import { cropAround } from '../../raster/crop/crop-around.ts'
import { frameOf } from '../../raster/paint/maps.ts'
import type { StudioContext } from './context.ts'

type PixelProcedure = 'documents.outline' | 'documents.pixels' | 'documents.select' | 'documents.suggest-crop' | 'documents.export'

/** What of documents has to do with pixels and curves: everything that is read, made or painted for them. */
export function documentPixelsHandlers({
  library,
  documents,
  queue,
  createStep,
  config,
}: StudioContext): Pick<Handlers<typeof documentsContract>, PixelProcedure> {
  const stepFor = (signal: AbortSignal): Step => createStep({ plan: [], signal, progress: () => undefined }).step
  const limits = config.imageLimits
  return {
    'documents.outline': async (look) => {
      // Loaded when the first letter is set: HarfBuzz takes 60 ms, and most sessions never edit text.
      const { outlineText } = await import('../../media/text/outline-text.ts')
      const { size, verbs, points, missing } = outlineText(look)
      return { size, verbs, points: [...points], missing: [...missing] }
    },
    'documents.pixels': async ({ assetId }, { signal }) => {
      const { image, ...size } = await stepFor(signal)(loadPicture, { source: await artifactOfPicture(library, assetId), limits })
      return { raster: image, ...size }
    },
    'documents.select': async ({ assetId, ...asked }, { signal }) => {
      const found = await selectSubject(stepFor(signal), { source: await artifactOfPicture(library, assetId), limits, ...asked })
      return { mask: found.mask, coverage: found.coverage }
    },
    'documents.suggest-crop': async ({ assetId, subject, ratio, margin }, { signal }) => {
      const found = await selectSubject(stepFor(signal), { source: await artifactOfPicture(library, assetId), limits, subject })
      return cropAround(await readMask(library.artifacts, found.mask), getAsset(library, assetId), { ratio, margin })
    },
    'documents.export': async ({ id, step: asked, recipes, nameTemplate }) => {
      const { document, step } = await openDocument(documents, id)
      const shownAt = asked === undefined ? document : await documentAtStep(documents, id, asked)
      const { size } = frameOf(shownAt.canvas, shownAt.crop)
      for (const recipe of recipes) assertExportable(library, size, recipe)
      const name = shownAt.name
      return { jobId: queue.enqueue('export-images', { documentId: id, step: asked ?? step, recipes, nameTemplate, name }).id }
    },
  }
}

/** @throws StudioError `request.invalid` for a file that would be too large, `asset.not-found` for a logo that is not there */
function assertExportable(library: Library, picture: Size, { name, size, watermark }: ExportRecipe): void {
  const { width, height } = exportedSize(picture, size)
  if (Math.max(width, height) > MOST_SIDE_PX) {
    const message = `The recipe ${name} asks for ${width} x ${height} pixels; a side has at most ${MOST_SIDE_PX}`
    throw new StudioError('request.invalid', message, { details: { recipe: name, width, height, most: MOST_SIDE_PX } })
  }
  if (watermark?.content.kind === 'logo') getPicture(library, watermark.content.picture.assetId)
}
