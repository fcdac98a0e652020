import { z } from 'zod'

/** What a worker thread is told when it starts. */
export const workerSettings = z.object({
  libraryFolder: z.string(),
  artifactCacheBytes: z.int().nonnegative(),
  imageLimits: z.unknown(),
  videoLimits: z.unknown(),
  /** Folder with the model files of a packaged app; null finds them in the npm packages. */
  modelFolder: z.string().nullable(),
})
export type WorkerSettings = z.output<typeof workerSettings>
