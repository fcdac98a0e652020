import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import type { Lineage } from '../domain/asset.ts'
import { StudioError } from '../domain/errors.ts'
import { fillNameTemplate } from '../domain/export/export-recipe.ts'
import { type ArtifactId, type AssetId, assetId } from '../domain/ids.ts'
import { type ClipExportResult, clipExportResult, type PostFolder } from '../domain/video/clip-export-result.ts'
import { clipRecipe } from '../domain/video/clip-recipe.ts'
import { artifactOfAsset, artifactOfClip, artifactOfPicture, getAsset } from '../library/assets.ts'
import { tempFolder } from '../library/layout.ts'
import type { Library } from '../library/open-library.ts'
import { makePosts, type Post, postsFolder } from '../library/post-folders.ts'
import { keepPreparedResult } from '../library/results.ts'
import type { MarkFile } from '../media/video/export/export-arguments.ts'
import { frameCount } from '../media/video/export/filter-graph.ts'
import type { Loudness } from '../media/video/export/normalise-sound.ts'
import { outputRate } from '../media/video/export/output-rate.ts'
import { type ExportedFiles, runExport } from '../media/video/export/run-export.ts'
import { openClip } from '../pipeline/open-clip.ts'
import { PLAN_STAGES, type PlannedExport, planExportOf } from '../pipeline/plan-clip-export.ts'
import { paintMarks } from '../pipeline/stages/paint-marks.ts'
import type { Step } from '../pipeline/step.ts'
import { writePrecious } from '../platform/files.ts'
import { defineJob, type JobContext } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

const payload = z.object({
  assetId,
  recipe: clipRecipe,
  name: z.string(),
  /** Makes a folder for each network that an output names: in this folder, or in the library's own; null makes none. */
  posts: z.object({ folder: z.string().nullable() }).nullable().default(null),
})
type Payload = z.output<typeof payload>
type Context = Pick<JobContext<JobServices>, 'services' | 'jobId' | 'signal' | 'progress'>

/** How far looking for the subject brings an export, and encoding; the rest is keeping the files. */
const [LOOKED, ENCODED] = [0.1, 0.96]

/** Makes all files of a clip that a recipe asks for and keeps them. Nothing is kept before everything is made. */
export const exportClipsJob = defineJob<JobServices>()({
  kind: 'export-clips',
  payload,
  payloadVersion: 1,
  result: clipExportResult,
  slot: 'ffmpeg',
  slotLimit: 1,
  maxAttempts: 3,
  title: ({ name }) => name,
  async run(job, context) {
    const startedMs = performance.now()
    const { services, signal, progress, jobId } = context
    const { recipe } = job
    const { step } = services.createStep({ plan: PLAN_STAGES, signal, progress: (fraction, stage) => progress(LOOKED * fraction, stage) })
    const source = await artifactOfClip(services.library, job.assetId)
    const { path, facts } = await openClip(source, { services: { artifacts: services.library.artifacts, video: services.video }, signal })
    const logo = await logoOf(job, services)
    const planned = await planExportOf(step, { source, facts, recipe, logo, limits: services.limits })
    const folder = join(tempFolder(services.library.folder), `export-${jobId}`)
    try {
      await mkdir(folder, { recursive: true })
      const marks = await paintSheet(step, { job, planned, folder, services })
      const onProgress = encodeProgress(progress)
      const made = await runExport({ path, facts, recipe, plan: planned.plan, marks, folder, tools: services.video, signal, onProgress })
      const rate = outputRate(facts.picture)
      const seconds = (frameCount(planned.plan.durationMs, rate) * rate.den) / rate.num
      const kept = await keepAll({ job, context, planned, made, seconds })
      return { ...kept, posts: await placePosts(job, kept.files, context), ms: performance.now() - startedMs }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})

/** Frames take about the same time each, so what is left is told from what is done. */
function encodeProgress(progress: Context['progress']): (fraction: number) => void {
  const startedMs = performance.now()
  return (fraction) => {
    const leftMs = fraction > 0.02 ? ((performance.now() - startedMs) * (1 - fraction)) / fraction : undefined
    progress(LOOKED + (ENCODED - LOOKED) * fraction, 'encode', leftMs)
  }
}

async function logoOf({ recipe }: Payload, { library }: JobServices): Promise<ArtifactId | null> {
  const content = recipe.watermark?.content
  return content?.kind === 'logo' ? await artifactOfPicture(library, content.picture.assetId) : null
}

/** One PNG with the marks of all outputs. */
async function paintSheet(
  step: Step,
  work: { readonly job: Payload; readonly planned: PlannedExport; readonly folder: string; readonly services: JobServices },
): Promise<MarkFile | null> {
  const { job, planned, folder, services } = work
  const { watermark } = job.recipe
  const layouts = planned.plan.outputs.flatMap(({ mark }) => mark ?? [])
  if (watermark === null || layouts.length === 0) return null
  const pieces = layouts.map(({ box: { width, height }, heightPx }) => ({ width, height, heightPx }))
  const { png, tops } = await step(paintMarks, { mark: watermark, logo: planned.logo, pieces })
  const path = join(folder, 'marks.png')
  await writePrecious({ path, source: await services.library.artifacts.readBytes(png) })
  return { path, pieces: layouts.map(({ box }, i) => ({ ...box, sheetY: tops[i] ?? 0 })) }
}

interface MadeExport {
  readonly job: Payload
  readonly context: Context
  readonly planned: PlannedExport
  readonly made: ExportedFiles
  readonly seconds: number
}

type KeptFile = NonNullable<ClipExportResult['gif']>

/** Keeps files one by one. A try that comes after a crash makes the same bytes, and finds those that were kept before. */
async function keepAll(exported: MadeExport): Promise<Omit<ClipExportResult, 'ms' | 'posts'>> {
  const { job, context, planned, made, seconds } = exported
  const files: ClipExportResult['files'] = []
  const { outputs } = planned.plan
  const keepOne = (path: string, ending: string, i: number): Promise<KeptFile> => keepFile(exported, { path, ending, i })
  for (const [i, output] of job.recipe.outputs.entries()) {
    const plan = outputs[i]
    const path = made.clips[i]
    if (plan === undefined || path === undefined) continue
    const kept = await keepOne(path, path.slice(path.lastIndexOf('.') + 1), i)
    const cover = made.covers[i]
    files.push({
      ...kept,
      output: output.name,
      ratio: output.ratio,
      fit: plan.layout.kind === 'crop' ? 'crop' : plan.layout.behind,
      codec: job.recipe.codec,
      seconds,
      networks: output.networks ?? [],
      caption: output.caption,
      cover: cover === undefined ? null : await keepOne(cover, 'jpg', i),
      warnings: [...plan.warnings],
    })
  }
  const gif = made.gif === null ? null : await keepOne(made.gif, 'gif', 0)
  const webp = made.webp === null ? null : await keepOne(made.webp, 'webp', 0)
  const kept = [...files, ...files.flatMap(({ cover }) => cover ?? []), ...[gif, webp].filter((file) => file !== null)]
  context.services.announceLibrary({ kind: 'added', ids: kept.map((file) => file.assetId) })
  const { loudness, encoder, decodes } = made
  return {
    files,
    gif,
    webp,
    encoder,
    decodes,
    loudness: loudness === null ? null : { before: finite(loudness.before), after: finite(loudness.after) },
  }
}

async function keepFile(
  exported: MadeExport,
  file: { readonly path: string; readonly ending: string; readonly i: number },
): Promise<KeptFile> {
  const { job, context } = exported
  const { services, signal } = context
  const output = exported.planned.plan.outputs[file.i]
  const { width = 1, height = 1, name = '' } = output ?? {}
  const date = new Date(services.library.clock.now()).toISOString().slice(0, 10)
  const stem = fillNameTemplate(job.recipe.nameTemplate, { name: job.name, recipe: name, width, height, date, version: 1 })
  const fileName = `${stem}.${file.ending}`
  const prepared = await services.prepareImport({ path: file.path, name: fileName, take: 'move' }, signal)
  const kept = await keepPreparedResult(services.library, prepared, { name: fileName, lineage: lineageOf(exported, name) })
  return { assetId: kept.id, hash: kept.hash, name: kept.name, width: kept.width, height: kept.height, sizeBytes: kept.sizeBytes }
}

function lineageOf({ job, context }: MadeExport, output: string): Lineage {
  const { hash } = getAsset(context.services.library, job.assetId)
  return {
    jobId: context.jobId,
    kind: 'export-clips',
    parents: [{ role: 'clip', assetId: job.assetId, hash }],
    recipe: { output, recipe: job.recipe },
  }
}

/** Copies what was kept for networks to where it can be posted from. */
async function placePosts(
  { posts: wanted, name }: Payload,
  files: ClipExportResult['files'],
  { services, signal }: Context,
): Promise<PostFolder[]> {
  if (wanted === null) return []
  const { library } = services
  const posts: Post[] = []
  for (const network of new Set(files.flatMap(({ networks }) => networks))) {
    const mine = files.filter(({ networks }) => networks.includes(network))
    const kept = mine.flatMap((file) => [file, ...(file.cover === null ? [] : [file.cover])])
    posts.push({
      network,
      files: await Promise.all(
        kept.map(async ({ assetId: id, name: fileName, sizeBytes }) => ({ path: await placeOf(library, id), name: fileName, sizeBytes })),
      ),
      caption: mine.find(({ caption }) => caption !== null)?.caption ?? null,
    })
  }
  return await makePosts(wanted.folder ?? postsFolder(library.folder), { name, posts }, signal)
}

async function placeOf(library: Library, id: AssetId): Promise<string> {
  const place = await library.artifacts.locate(await artifactOfAsset(library, id))
  if (place === undefined) throw new StudioError('asset.blob-missing', 'A file was taken away before it was copied for its network')
  return place.path
}

function finite({ lufs, truePeak }: Loudness): { lufs: number | null; truePeak: number | null } {
  return { lufs: Number.isFinite(lufs) ? lufs : null, truePeak: Number.isFinite(truePeak) ? truePeak : null }
}
