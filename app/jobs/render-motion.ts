import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import type { Asset, Lineage } from '../domain/asset.ts'
import { direction } from '../domain/director/direction.ts'
import { motionResult } from '../domain/director/motion-result.ts'
import { StudioError } from '../domain/errors.ts'
import { assetId } from '../domain/ids.ts'
import { artifactOfPicture, getPicture } from '../library/assets.ts'
import { tempFolder } from '../library/layout.ts'
import { keepPreparedResult } from '../library/results.ts'
import { type MotionClip, motionClip, motionPlan } from '../pipeline/motion-clip.ts'
import { defineJob, type JobContext } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

const evenSide = z.int().min(16).max(4096).multipleOf(2)

/** Pixels of a clip, even sides; null for the usual size of the direction's shape. @public for the contract */
export const clipSizeWanted = z.strictObject({ width: evenSide, height: evenSide }).nullable()

const payload = z.object({
  stillId: assetId,
  /** A picture of the cloth that moves, white on black or by its alpha. */
  clothMaskId: assetId.nullable(),
  direction,
  size: clipSizeWanted,
  /** What the direction was made from, for the recipe and the clip's name. */
  template: z.string().nullable(),
  name: z.string(),
})
type Payload = z.output<typeof payload>
type Context = Pick<JobContext<JobServices>, 'services' | 'jobId' | 'signal'>

/** Makes a clip of a still on this machine and keeps it. */
export const renderMotionJob = defineJob<JobServices>()({
  kind: 'render-motion',
  payload,
  payloadVersion: 1,
  result: motionResult,
  slot: 'vision',
  slotLimit: 2,
  maxAttempts: 3,
  title: ({ name }) => name,
  async run(job, { services, jobId, signal, progress }) {
    const startedMs = performance.now()
    const { library, limits } = services
    const { step } = services.createStep({ plan: motionPlan(job.direction, job.clothMaskId !== null), signal, progress })
    const made = await motionClip(step, {
      source: await artifactOfPicture(library, job.stillId),
      clothMask: job.clothMaskId === null ? null : await artifactOfPicture(library, job.clothMaskId),
      direction: job.direction,
      size: job.size,
      limits,
    })
    const asset = await keepClip(made, job, { services, jobId, signal })
    services.announceLibrary({ kind: 'added', ids: [asset.id] })
    const { width, height, frames, encoder, notes, sizeBytes } = made
    return {
      assetId: asset.id,
      hash: asset.hash,
      name: asset.name,
      sizeBytes,
      width,
      height,
      frames,
      frameRate: job.direction.output.frameRate,
      encoder,
      notes: [...notes],
      ms: performance.now() - startedMs,
    }
  },
})

/** The derived file stays where it is, for the next who asks; a copy of it becomes the result. */
async function keepClip(made: MotionClip, job: Payload, { services, jobId, signal }: Context): Promise<Asset> {
  const { library } = services
  const place = await library.artifacts.locate(made.clip)
  if (place === undefined) throw new StudioError('asset.blob-missing', 'The clip was cleaned away before it was kept')
  const path = join(tempFolder(library.folder), `${jobId}.mp4`)
  await copyFile(place.path, path)
  try {
    const name = `${job.name.replace(/\.[^.]+$/, '')} ${job.template ?? job.direction.camera.move}.mp4`
    const prepared = await services.prepareImport({ path, name, take: 'move' }, signal)
    return await keepPreparedResult(library, prepared, { name, lineage: lineageOf(job, { services, jobId, signal }) })
  } finally {
    // Moved to its place by then, or not wanted.
    await rm(path, { force: true })
  }
}

function lineageOf(job: Payload, { services, jobId }: Context): Lineage {
  const { stillId, clothMaskId, direction: how, size, template } = job
  const parent = (role: string, id: typeof stillId) => ({ role, assetId: id, hash: getPicture(services.library, id).hash })
  return {
    jobId,
    kind: 'render-motion',
    parents: [parent('still', stillId), ...(clothMaskId === null ? [] : [parent('cloth-mask', clothMaskId)])],
    recipe: { direction: how, size, template },
  }
}
