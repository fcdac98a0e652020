import sharp from 'sharp'
import { exportRecipe } from '../../app/domain/export/export-recipe.ts'
import { openTempStudio } from '../temp-studio.ts'

const GROUND = '#d8d0c4'

/** A picture over a coloured ground at half its strength, as a document and by sharp alone: PNG in full size, warm. */
export async function exportBesideSharp(photo: string): Promise<Record<string, number>> {
  await using studio = await openTempStudio()
  const { client } = studio.core
  const assetId = await studio.import(photo)
  const { id } = await client['documents.create']({ assetIds: [assetId] })
  const commands = [
    { type: 'add-layer', index: 0, layer: { kind: 'background', id: 'ground', name: 'Ground', fill: { kind: 'colour', colour: GROUND } } },
    { type: 'set-layer', layerId: 'layer-1', patch: { opacity: 0.5 } },
  ] as never
  await client['documents.apply']({ id, baseRevision: 1, commands })
  const exported = async (quality: number): Promise<number> => {
    const startedMs = performance.now()
    const { jobId } = await client['documents.export']({ id, recipes: [exportRecipe.parse({ name: 'a', format: 'png', quality })] })
    const { state, error } = await studio.finished(jobId)
    if (state !== 'succeeded') throw new Error(`The export ${state}: ${error?.message}`)
    return performance.now() - startedMs
  }
  const exportColdMs = await exported(90)
  // Another quality is another recipe: only the file is made again, as for the second of several recipes.
  const exportNextMs = await exported(91)
  const startedMs = performance.now()
  const { width = 0, height = 0 } = await sharp(photo).metadata()
  const half = await sharp(photo).ensureAlpha(0.5).raw().toBuffer()
  await sharp({ create: { width, height, channels: 3, background: GROUND } })
    .composite([{ input: half, raw: { width, height, channels: 4 } }])
    .png({ compressionLevel: 7 })
    .toBuffer()
  return { exportColdMs, exportNextMs, exportSharpMs: performance.now() - startedMs }
}
