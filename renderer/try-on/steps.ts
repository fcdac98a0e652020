import type { TryOnResult } from '../../app/domain/try-on.ts'

/** `weak` is done, with a result below the threshold. */
export type StepState = 'done' | 'weak' | 'current' | 'failed' | 'todo'

/** What a person is shown of the pipeline: its stages in groups that mean something to them, in order. */
export const STEPS = [
  { id: 'read', stages: ['load-photo'] },
  { id: 'pose', stages: ['estimate-pose'] },
  { id: 'person', stages: ['segment-person', 'brush-person', 'analyse-person', 'brush-scene', 'clear-person', 'bare-person'] },
  { id: 'garment', stages: ['prepare-garment', 'brush-garment', 'analyse-garment'] },
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

/**
 * How far a step is, 0..1, by the share of the whole that its stages usually take. Stages run side by side, so it is what the
 * whole has come to beyond the steps before this one.
 */
export function shareDone(
  plan: readonly { readonly id: string; readonly share: number }[],
  stages: readonly string[],
  fraction: number,
): number {
  const step = STEPS.findIndex((one) => one.stages[0] === stages[0])
  const before = STEPS.slice(0, Math.max(0, step)).flatMap((one): readonly string[] => one.stages)
  const sum = (ids: readonly string[]): number => plan.filter(({ id }) => ids.includes(id)).reduce((total, { share }) => total + share, 0)
  const own = sum(stages)
  return own === 0 ? 0 : Math.min(1, Math.max(0, (fraction - sum(before)) / own))
}
