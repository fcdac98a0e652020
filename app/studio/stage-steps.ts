import { createHash } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { canonicalJson } from '../domain/json.ts'
import { modelFactsOf } from '../inference/manifest.ts'
import type { JobServices, PlannedStage } from '../jobs/services.ts'
import type { StageMemo } from '../library/memo.ts'
import { createStep, type StageRun } from '../pipeline/step.ts'
import type { WorkerPool } from '../workers/pool.ts'

/** Makes the `step` of each job: memo in the library, execution in the worker pool, progress along the job's plan. */
export function stepsOver(options: {
  readonly pool: WorkerPool
  readonly memo: StageMemo
  readonly engines: string
}): JobServices['createStep'] {
  const { pool, memo, engines } = options
  const underWay = new Map<string, Promise<unknown>>()
  return ({ plan, signal, progress }) => {
    const runs: StageRun[] = []
    const tracker = createTracker(plan)
    const step = createStep({
      memo,
      underWay,
      signal,
      nowMs: () => performance.now(),
      execute: (stage, input, context) =>
        pool.call(stage.lane, { name: 'stage.run', input: { stageId: stage.id, input } }, { signal, onProgress: context.progress }),
      keyOf: (stage, input) =>
        `${stage.id}:${hashOf([stage.version, input, stage.models.map((name) => modelFactsOf(name).sha256), engines])}`,
      onProgress: (stageId, fraction) => progress(tracker(stageId, fraction), stageId),
      onFinished: (run) => runs.push(run),
    })
    return { step, runs }
  }
}

/**
 * How far a plan has come: the shares of the stages that are done and the part of those under way, 0..1, never falling.
 * A stage that runs more often than planned, for a retry, adds nothing: the plan says what usually happens.
 */
export function createTracker(plan: readonly PlannedStage[]): (stageId: string, fraction: number) => number {
  const stages = new Map(plan.map(({ id, share, times = 1 }) => [id, { share, times, finished: 0, current: 0 }]))
  const total = plan.reduce((sum, stage) => sum + stage.share, 0)
  return (stageId, fraction) => {
    const stage = stages.get(stageId)
    if (stage !== undefined) {
      stage.current = Math.max(stage.current, fraction)
      // Only the end of a run is told as 1.
      if (fraction >= 1) Object.assign(stage, { finished: stage.finished + 1, current: 0 })
    }
    let done = 0
    for (const { share, times, finished, current } of stages.values()) done += share * Math.min(1, (finished + current) / times)
    return total === 0 ? 0 : Math.min(1, done / total)
  }
}

const hashOf = (facts: unknown): string => createHash('sha256').update(canonicalJson(facts)).digest('hex')
