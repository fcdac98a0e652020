import type { AssetId } from '../domain/ids.ts'
import type { DocumentStore } from '../library/documents/store.ts'
import type { Library } from '../library/open-library.ts'
import type { PreparedImport } from '../library/prepare-import.ts'
import type { VideoTools } from '../media/video/capabilities.ts'
import type { StageRun, Step } from '../pipeline/step.ts'
import type { ImageLimits } from '../platform/config.ts'
import type { CloudServices } from './cloud/cloud-services.ts'

/** One stage of a plan with its usual share of the whole time, 0..1. */
export interface PlannedStage {
  readonly id: string
  readonly share: number
  /** How often it usually runs; once without. */
  readonly times?: number
}

/** A file to be brought in. One that a job has made in the library's tmp folder is moved, not copied. */
export interface ImportSource {
  readonly path: string
  /** What to call it. */
  readonly name: string
  readonly take?: 'copy' | 'move'
}

/** What the jobs of the studio may use. */
export interface JobServices {
  readonly library: Library
  readonly documents: DocumentStore
  readonly limits: ImageLimits
  /** ffmpeg, for jobs whose work is one process that they wait for. */
  readonly video: VideoTools
  /** Services that work for money. */
  readonly cloud: CloudServices
  /** A `step` for one job: remembers stages, runs them on their lanes, and reports progress along the plan. */
  createStep(options: {
    readonly plan: readonly PlannedStage[]
    readonly signal: AbortSignal
    readonly progress: (fraction: number, stage?: string | null) => void
  }): { readonly step: Step; readonly runs: readonly StageRun[] }
  /** Checks and stages one file in a worker thread. */
  prepareImport(source: ImportSource, signal: AbortSignal): Promise<PreparedImport>
  /** Tells the listeners which pictures have come. */
  announceLibrary(change: { readonly kind: 'added'; readonly ids: AssetId[] }): void
}
