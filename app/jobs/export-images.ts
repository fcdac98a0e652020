import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import type { Lineage } from '../domain/asset.ts'
import type { Document } from '../domain/document/document.ts'
import type { Picture } from '../domain/document/fill.ts'
import { referencesOf } from '../domain/document/references.ts'
import { type ExportRecipe, exportRecipes, fillNameTemplate, nameTemplate } from '../domain/export/export-recipe.ts'
import { type ExportResult, exportResult } from '../domain/export/export-result.ts'
import { type ArtifactId, type ContentHash, documentId } from '../domain/ids.ts'
import { artifactOfPicture, getAsset } from '../library/assets.ts'
import { documentAtStep } from '../library/documents/edit-document.ts'
import { keepResult } from '../library/results.ts'
import { readCameraFacts } from '../media/still/camera-facts.ts'
import type { CameraFacts } from '../media/still/encode-still.ts'
import { restoreMasks } from '../pipeline/restore-masks.ts'
import { encodeExport } from '../pipeline/stages/encode-export.ts'
import { loadPicture } from '../pipeline/stages/load-picture.ts'
import { renderDocument } from '../pipeline/stages/render-document.ts'
import type { Step } from '../pipeline/step.ts'
import { defineJob, type JobContext } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

const payload = z.object({
  documentId,
  /** The step of its history that is exported: what is done meanwhile does not come into it. */
  step: z.int().min(1),
  recipes: exportRecipes,
  nameTemplate,
  name: z.string(),
})
type Payload = z.output<typeof payload>
type Context = Pick<JobContext<JobServices>, 'services' | 'jobId' | 'signal' | 'progress'>

/** Paints a document once and keeps a file of it for each recipe. */
export const exportImagesJob = defineJob<JobServices>()({
  kind: 'export-images',
  payload,
  payloadVersion: 1,
  result: exportResult,
  slot: 'vision',
  slotLimit: 2,
  maxAttempts: 3,
  title: ({ name }) => name,
  async run(job, context) {
    const startedMs = performance.now()
    const { services, signal, progress } = context
    const document = await documentAtStep(services.documents, job.documentId, job.step)
    const pictures = picturesOf(document)
    const plan = [
      { id: loadPicture.id, share: 0.2, times: Math.max(1, pictures.length) },
      { id: renderDocument.id, share: 0.4 },
      { id: encodeExport.id, share: 0.4, times: job.recipes.length },
    ]
    const { step } = services.createStep({ plan, signal, progress })
    await restoreMasks(step, document, {
      limits: services.limits,
      isThere: async (mask) => (await services.library.artifacts.locate(mask)) !== undefined,
      sourceOf: (assetId) => artifactOfPicture(services.library, assetId),
    })
    const { image } = await step(renderDocument, {
      document,
      pictures: await loadAll(step, pictures, services),
      masks: [...new Set(masksOf(document))],
    })
    const about = { document, image, isMade: pictures.some(({ assetId }) => getAsset(services.library, assetId).lineage !== null) }
    const camera = job.recipes.some(({ metadata }) => metadata.keepCamera) ? await cameraOf(document, services) : {}
    const files: ExportResult['files'] = []
    for (const recipe of job.recipes) files.push(await exportOne(step, { job, recipe, context, ...about, camera }))
    services.announceLibrary({ kind: 'added', ids: files.map(({ assetId }) => assetId) })
    return { files, ms: performance.now() - startedMs }
  },
})

interface Exported {
  readonly job: Payload
  readonly recipe: ExportRecipe
  readonly context: Context
  readonly document: Document
  readonly image: ArtifactId
  /** Something in it was made and not taken. */
  readonly isMade: boolean
  readonly camera: CameraFacts
}

async function exportOne(step: Step, exported: Exported): Promise<ExportResult['files'][number]> {
  const { job, recipe, context, document, image, isMade, camera } = exported
  const { library, limits } = context.services
  const { watermark, metadata } = recipe
  const logo = watermark?.content.kind === 'logo' ? await loadOne(step, watermark.content.picture, context.services) : null
  const isLabelled = metadata.aiLabel === 'always' || (metadata.aiLabel === 'auto' && isMade)
  const made = await step(encodeExport, { image, recipe, logo, isLabelled, camera: metadata.keepCamera ? camera : {} })
  const date = new Date(library.clock.now()).toISOString().slice(0, 10)
  const { width, height } = made
  const stem = fillNameTemplate(job.nameTemplate, { name: document.name, recipe: recipe.name, width, height, date, version: job.step })
  const asset = await keepResult(library, {
    bytes: await library.artifacts.readBytes(made.file),
    name: `${stem}.${recipe.format === 'jpeg' ? 'jpg' : recipe.format}`,
    lineage: lineageOf(exported),
    limits,
  })
  const { id, hash, name, sizeBytes } = asset
  return { recipe: recipe.name, assetId: id, hash, name, format: recipe.format, width, height, sizeBytes }
}

function lineageOf({ job, recipe, context, document }: Exported): Lineage {
  const parents = document.layers.flatMap((layer) =>
    'picture' in layer ? [{ role: 'layer', assetId: layer.picture.assetId, hash: layer.picture.hash }] : [],
  )
  return {
    jobId: context.jobId,
    kind: 'export-images',
    parents,
    recipe: { documentId: job.documentId, step: job.step, nameTemplate: job.nameTemplate, recipe },
  }
}

/** Each picture of a document once, whatever shows it. */
function picturesOf(document: Document): Picture[] {
  const { pictures } = referencesOf(document.layers.map((layer) => ({ type: 'add-layer', layer })))
  return [...new Map(pictures.map((picture) => [picture.hash, picture])).values()]
}

function masksOf(document: Document): readonly ArtifactId[] {
  return referencesOf(document.layers.map((layer) => ({ type: 'add-layer', layer }))).artifacts
}

async function loadAll(step: Step, pictures: readonly Picture[], services: JobServices): Promise<Record<ContentHash, ArtifactId>> {
  const loaded: Record<ContentHash, ArtifactId> = {}
  for (const picture of pictures) loaded[picture.hash] = await loadOne(step, picture, services)
  return loaded
}

async function loadOne(step: Step, { assetId }: Picture, { library, limits }: JobServices): Promise<ArtifactId> {
  return (await step(loadPicture, { source: await artifactOfPicture(library, assetId), limits })).image
}

async function cameraOf(document: Document, { library }: JobServices): Promise<CameraFacts> {
  for (const { assetId } of picturesOf(document)) {
    const facts = await readCameraFacts(await library.artifacts.readBytes(await artifactOfPicture(library, assetId)))
    if (Object.keys(facts).length > 0) return facts
  }
  return {}
}
