import type { z } from 'zod'
import { isAbort, StudioError } from '../domain/errors.ts'
import type { Stage } from './stage.ts'

/** Outputs of finished stages by key. A hit must still be usable: the artifacts it names exist. */
export interface Memo {
  read(key: string): Promise<unknown>
  write(key: string, output: unknown): Promise<void>
}

/** Runs a stage where its lane lives: in a worker thread, or right here in a test. */
export type Execute = (
  stage: Stage<z.ZodType, z.ZodType, never>,
  input: unknown,
  context: { readonly signal: AbortSignal; readonly progress: (fraction: number) => void },
) => Promise<unknown>

/** What became of one stage. `ms` is wall time from the call to the parsed output, memo look-up included. */
export interface StageRun {
  readonly id: string
  readonly ms: number
  readonly cached: boolean
}

export interface StepOptions {
  readonly execute: Execute
  readonly memo: Memo
  /** Hash of everything that may change the output. */
  readonly keyOf: (stage: Stage<z.ZodType, z.ZodType, never>, input: unknown) => string
  /** Stages under way by key, shared by all jobs of a studio: whoever asks for one of them waits for it. Each for itself without. */
  readonly underWay?: Map<string, Promise<unknown>>
  readonly signal: AbortSignal
  readonly onProgress: (stageId: string, fraction: number) => void
  readonly onFinished: (run: StageRun) => void
  /** Milliseconds from any origin, for `StageRun.ms`. */
  readonly nowMs: () => number
}

/** The only verb of a pipeline. */
// biome-ignore lint/suspicious/noExplicitAny: a pipeline steps through stages whatever services they ask for; the executor supplies them.
export type Step = <In extends z.ZodType, Out extends z.ZodType>(stage: Stage<In, Out, any>, input: z.input<In>) => Promise<z.output<Out>>

/**
 * Makes the `step` function that a pipeline is written with: abort check, parse, memo look-up, run, parse, store.
 * A pipeline that was cut short by a crash repeats only the stage that was under way.
 */
export function createStep(options: StepOptions): Step {
  return async (stage, rawInput) => {
    options.signal.throwIfAborted()
    const startedMs = options.nowMs()
    const input = parsePart(stage.id, 'input', stage.input, rawInput)
    const key = options.keyOf(stage as never, input)
    const finish = (cached: boolean): void => {
      options.onProgress(stage.id, 1)
      options.onFinished({ id: stage.id, ms: options.nowMs() - startedMs, cached })
    }
    for (;;) {
      const known = stage.output.safeParse(await options.memo.read(key))
      if (known.success) {
        finish(true)
        return known.data
      }
      const other = options.underWay?.get(key)
      if (other === undefined) break
      await endOf(other, options.signal)
    }
    const work = async () => {
      const raw = await executeDeclared(options, stage as never, input)
      const output = parsePart(stage.id, 'output', stage.output, raw)
      await options.memo.write(key, raw)
      return output
    }
    const output = await whileUnderWay(options.underWay, key, work())
    finish(false)
    return output
  }
}

async function whileUnderWay<T>(underWay: StepOptions['underWay'], key: string, work: Promise<T>): Promise<T> {
  underWay?.set(key, work)
  try {
    return await work
  } finally {
    underWay?.delete(key)
  }
}

/**
 * Waits until another job is through with a stage, however that ends: what came of it is in the memo, and where nothing did, because
 * it failed or was cancelled, this job does it itself.
 */
async function endOf(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<void>()
  const stop = (): void => aborted.resolve()
  signal.addEventListener('abort', stop, { once: true })
  await Promise.race([work.then(stop, stop), aborted.promise])
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
}

/** A stage that breaks its own schema is a bug of ours, whatever the user gave: `internal`, with the stage named. */
function parsePart<T extends z.ZodType>(stageId: string, part: string, schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new StudioError('internal', `The ${part} of stage ${stageId} does not fit its schema: ${parsed.error.message}`, {
    stage: stageId,
    cause: parsed.error,
  })
}

async function executeDeclared(options: StepOptions, stage: Stage<z.ZodType, z.ZodType, never>, input: unknown): Promise<unknown> {
  let last = 0
  const progress = (fraction: number): void => {
    last = Math.max(last, Math.min(1, fraction))
    options.onProgress(stage.id, last)
  }
  try {
    return await options.execute(stage, input, { signal: options.signal, progress })
  } catch (thrown) {
    if (isAbort(thrown, options.signal)) throw options.signal.reason
    const error = StudioError.from(thrown).at(stage.id)
    // A lost worker says nothing about the stage; everything else must be declared, or the declaration is a lie we want to see.
    if (error.code === 'internal' || error.code === 'worker.lost' || stage.errors.includes(error.code)) throw error
    throw new StudioError('internal', `Stage ${stage.id} threw the undeclared code ${error.code}`, { cause: error, stage: stage.id })
  }
}
