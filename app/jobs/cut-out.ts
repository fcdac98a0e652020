import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { cutOutResult } from '../domain/cut-out.ts'
import { assetId } from '../domain/ids.ts'
import { artifactOfPicture } from '../library/assets.ts'
import { cutOut } from '../pipeline/cut-out.ts'
import { encodePng } from '../pipeline/stages/encode-png.ts'
import { estimatePose } from '../pipeline/stages/estimate-pose.ts'
import { loadPhoto } from '../pipeline/stages/load-photo.ts'
import { prepareGarment } from '../pipeline/stages/prepare-garment.ts'
import { segmentPerson } from '../pipeline/stages/segment-person.ts'
import { defineJob } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

const WORKING_LONG_SIDE_PX = 1536

/** Cuts the person or the garment out of a picture and keeps the cut-out and its mask as PNG. */
export const cutOutJob = defineJob<JobServices>()({
  kind: 'cut-out',
  payload: z.object({ assetId, kind: z.enum(['person', 'garment']), name: z.string() }),
  payloadVersion: 1,
  result: cutOutResult,
  slot: 'vision',
  slotLimit: 2,
  maxAttempts: 3,
  title: ({ name }) => name,
  async run(payload, { services, signal, progress }) {
    const startedMs = performance.now()
    const work = payload.kind === 'person' ? [estimatePose.id, segmentPerson.id] : [prepareGarment.id]
    const plan = [
      { id: loadPhoto.id, share: 0.2 },
      ...work.map((id) => ({ id, share: 0.7 / work.length })),
      { id: encodePng.id, share: 0.1 },
    ]
    const { step } = services.createStep({ plan, signal, progress })
    const source = await artifactOfPicture(services.library, payload.assetId)
    const photo = await step(loadPhoto, { source, longSide: WORKING_LONG_SIDE_PX, limits: services.limits })
    const cut = await cutOut(step, { image: photo.image, kind: payload.kind })
    return {
      cutOut: (await step(encodePng, { raster: cut.cutOut })).png,
      mask: (await step(encodePng, { raster: cut.mask })).png,
      width: photo.width,
      height: photo.height,
      coverage: cut.coverage,
      method: cut.method,
      ms: performance.now() - startedMs,
    }
  },
})
