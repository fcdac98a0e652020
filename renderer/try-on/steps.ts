import type { TryOnResult } from '../../app/domain/try-on.ts'

export type StepState = 'done' | 'current' | 'failed' | 'todo'

/** What a person is shown of the pipeline: its stages in groups that mean something to them, in order. */
export const STEPS = [
  { id: 'read', stages: ['load-photo'] },
  { id: 'pose', stages: ['estimate-pose'] },
  { id: 'person', stages: ['segment-person', 'analyse-person', 'clear-person'] },
  { id: 'garment', stages: ['prepare-garment', 'analyse-garment'] },
  { id: 'fit', stages: ['fit-garment', 'compose-draft'] },
  { id: 'check', stages: ['check-quality'] },
  { id: 'save', stages: ['encode-result'] },
] as const satisfies readonly { id: string; stages: readonly string[] }[]

/** The step a stage belongs to; -1 for none. */
export function stepOf(stage: string | undefined): number {
  return STEPS.findIndex(({ stages }) => (stages as readonly (string | undefined)[]).includes(stage))
}

/** Time of a step in milliseconds, `kept` where all of it was remembered, undefined where it did not run. */
export function timeOf(draft: TryOnResult, stages: readonly string[]): number | 'kept' | undefined {
  const runs = draft.stages.filter((run) => stages.includes(run.id))
  if (runs.length === 0) return undefined
  return runs.every((run) => run.cached) ? 'kept' : runs.reduce((sum, run) => sum + run.ms, 0)
}
