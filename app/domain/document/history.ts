import type { StepLabel } from './step-label.ts'

/**
 * One step of a document's history: a state it has been in. Steps make a tree, since what was undone stays when something else is
 * done instead.
 */
export interface HistoryStep {
  /** The revision that made it. */
  readonly step: number
  /** Where undo leads; null for the first. */
  readonly parent: number | null
  /** What its document is made from: commands done to the parent's, or another step's as it is. Null for the first. */
  readonly basis: { readonly kind: 'commands' | 'copy'; readonly step: number } | null
  readonly at: number
  readonly label: StepLabel
  /** Steps in a row that carry the same gesture are taken back and done again as one. */
  readonly gesture: string | null
}

/** Where a document is in its history. */
export interface History {
  readonly steps: ReadonlyMap<number, HistoryStep>
  /** The step that is shown. */
  readonly current: number
  /** The end of the branch that `current` lies on: where redo leads in the end. */
  readonly tip: number
}

/** The step that undo leads to, past all of one gesture; undefined at the beginning. */
export function undoTarget({ steps, current }: History): number | undefined {
  let step = steps.get(current)
  while (step !== undefined && step.parent !== null) {
    const parent = steps.get(step.parent)
    if (parent === undefined || step.gesture === null || parent.gesture !== step.gesture) return step.parent
    step = parent
  }
  // A gesture that reaches back to the beginning ends there.
  return step === undefined || step.step === current ? undefined : step.step
}

/** The step that redo leads to, past all of one gesture; undefined at the end of the branch. */
export function redoTarget(history: History): number | undefined {
  const ahead = undoneSteps(history)
  const next = ahead[0]
  if (next === undefined) return undefined
  let last = next
  for (const one of ahead) {
    if (one !== next && (next.gesture === null || one.gesture !== next.gesture)) break
    last = one
  }
  return last.step
}

/** What redo has ahead of it, the nearest first. */
export function undoneSteps({ steps, current, tip }: History): HistoryStep[] {
  const ahead: HistoryStep[] = []
  for (let step = steps.get(tip); step !== undefined && step.step !== current; step = parentOf(steps, step)) ahead.unshift(step)
  return ahead
}

/** From the end of the branch back to the beginning. */
export function branchSteps({ steps, tip }: History): HistoryStep[] {
  const branch: HistoryStep[] = []
  for (let step = steps.get(tip); step !== undefined; step = parentOf(steps, step)) branch.push(step)
  return branch
}

/** The branch's end once `to` is shown: the same where `to` lies on the branch, else `to` itself. */
export function tipAfterMove(history: History, to: number): number {
  for (let step = history.steps.get(history.tip); step !== undefined; step = parentOf(history.steps, step)) {
    if (step.step === to) return history.tip
    // Steps count upwards: further back there are only older ones.
    if (step.step < to) return to
  }
  return to
}

/** The way from one step to another: up from `from` to where both meet, then down to `to`. */
export function pathBetween(
  steps: History['steps'],
  from: number,
  to: number,
): { readonly up: readonly HistoryStep[]; readonly down: readonly HistoryStep[] } {
  const up: HistoryStep[] = []
  const down: HistoryStep[] = []
  let left = steps.get(from)
  let right = steps.get(to)
  while (left !== undefined && right !== undefined && left.step !== right.step) {
    // The younger one cannot be an ancestor of the other.
    if (left.step > right.step) {
      up.push(left)
      left = parentOf(steps, left)
    } else {
      down.unshift(right)
      right = parentOf(steps, right)
    }
  }
  return { up, down }
}

const parentOf = (steps: History['steps'], step: HistoryStep): HistoryStep | undefined =>
  step.parent === null ? undefined : steps.get(step.parent)
