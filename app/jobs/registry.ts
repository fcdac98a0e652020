import type { z } from 'zod'
import type { JobKind } from '../domain/job.ts'
import type { JobDefinition } from '../queue/define-job.ts'
import { analyseGarmentJob } from './analyse-garment.ts'
import { cleanUp } from './clean-up.ts'
import { cutOutJob } from './cut-out.ts'
import { exportClipsJob } from './export-clips.ts'
import { exportImagesJob } from './export-images.ts'
import { finalTryOnJob } from './final-try-on.ts'
import { findPoseJob } from './find-pose.ts'
import { generateJob } from './generate.ts'
import { importMedia } from './import-media.ts'
import { judgeJob } from './judge.ts'
import { renderMotionJob } from './render-motion.ts'
import type { JobServices } from './services.ts'
import { tryOnJob } from './try-on.ts'

/** One definition for each kind; a missing or an extra one does not compile. */
export const JOBS = {
  import: importMedia,
  'try-on': tryOnJob,
  'cut-out': cutOutJob,
  pose: findPoseJob,
  judge: judgeJob,
  'export-images': exportImagesJob,
  'render-motion': renderMotionJob,
  'export-clips': exportClipsJob,
  generate: generateJob,
  'final-try-on': finalTryOnJob,
  'analyse-garment': analyseGarmentJob,
  'clean-up': cleanUp,
} as const satisfies { readonly [Kind in JobKind]: JobDefinition<Kind, z.ZodType, z.ZodType, JobServices> }
