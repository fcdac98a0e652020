import type { z } from 'zod'
import type { ErrorCode } from '../domain/errors.ts'

/** The kind of executor a stage needs. */
export type Lane = 'inference' | 'pixels' | 'ffmpeg' | 'network'

export interface StageContext<Services> {
  readonly services: Services
  /** Stages check it between tiles or rows; a native model run cannot be interrupted. */
  readonly signal: AbortSignal
  /** Reports completion of this stage, 0 to 1; a smaller value than before is ignored. */
  readonly progress: (fraction: number) => void
}

/**
 * A pure function of addressed artifacts: no database, no path, no clock. The same input, version and models give the
 * same output, so a finished stage can be read back instead of run again.
 */
export interface Stage<In extends z.ZodType, Out extends z.ZodType, Services> {
  readonly id: string
  /** Raised whenever the same input may give another output; part of the memo key. */
  readonly version: number
  readonly lane: Lane
  /** Model files (names in models/manifest.json) whose digests belong to the memo key. */
  readonly models: readonly string[]
  readonly input: In
  readonly output: Out
  /** Codes it may throw; any other becomes `internal`. */
  readonly errors: readonly ErrorCode[]
  run(input: z.output<In>, context: StageContext<Services>): Promise<z.input<Out>>
}

export const defineStage =
  <Services>() =>
  <In extends z.ZodType, Out extends z.ZodType>(stage: Stage<In, Out, Services>): Stage<In, Out, Services> =>
    stage
