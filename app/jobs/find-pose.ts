import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { findPoseResult } from '../domain/cut-out.ts'
import { assetId } from '../domain/ids.ts'
import type { PoseEstimate } from '../domain/landmarks.ts'
import type { Size } from '../domain/raster.ts'
import { artifactOfPicture } from '../library/assets.ts'
import { estimatePose } from '../pipeline/stages/estimate-pose.ts'
import { loadPhoto } from '../pipeline/stages/load-photo.ts'
import { defineJob } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

const WORKING_LONG_SIDE_PX = 1536
const MAX_PEOPLE = 10

/** Finds the people of a picture. Nobody is an answer. */
export const findPoseJob = defineJob<JobServices>()({
  kind: 'pose',
  payload: z.object({ assetId, name: z.string() }),
  payloadVersion: 1,
  result: findPoseResult,
  slot: 'vision',
  slotLimit: 2,
  maxAttempts: 3,
  title: ({ name }) => name,
  async run(payload, { services, signal, progress }) {
    const startedMs = performance.now()
    const plan = [
      { id: loadPhoto.id, share: 0.3 },
      { id: estimatePose.id, share: 0.7 },
    ]
    const { step } = services.createStep({ plan, signal, progress })
    const source = await artifactOfPicture(services.library, payload.assetId)
    const photo = await step(loadPhoto, { source, longSide: WORKING_LONG_SIDE_PX, limits: services.limits })
    const { people } = await step(estimatePose, { image: photo.image, effort: 'careful', maxPeople: MAX_PEOPLE })
    return {
      people: people.map(({ pose }) => scaled(pose, photo, photo.fullSize)),
      ...photo.fullSize,
      ms: performance.now() - startedMs,
    }
  },
})

/** From pixels of the working picture to pixels of the upright original. Depth scales with x. */
function scaled(pose: PoseEstimate, from: Size, to: Size): PoseEstimate {
  const [kx, ky] = [to.width / from.width, to.height / from.height]
  const { box } = pose
  return {
    ...pose,
    landmarks: pose.landmarks.map((point) => ({ ...point, x: point.x * kx, y: point.y * ky, z: point.z * kx })),
    box: { x: box.x * kx, y: box.y * ky, width: box.width * kx, height: box.height * ky },
  }
}
