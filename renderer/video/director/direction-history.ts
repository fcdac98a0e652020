import type { Direction } from '../../../app/domain/director/direction.ts'

/** A direction, and the template it was taken from unchanged. */
export interface Directed {
  readonly direction: Direction
  readonly template: string | null
}

/** What was directed, with its past. */
export interface DirectionHistory extends Directed {
  readonly done: readonly Directed[]
  readonly undone: readonly Directed[]
  /** What a hand is doing, while it does: all of it is one step. */
  readonly gesture: string | null
}

const KEPT = 60

/** @param gesture name of what goes on until it ends, such as a slider that is dragged. */
export function changed(history: DirectionHistory, next: Directed, gesture: string | null): DirectionHistory {
  const { direction, template, done } = history
  const goesOn = gesture !== null && gesture === history.gesture
  return { ...next, done: goesOn ? done : [...done, { direction, template }].slice(-KEPT), undone: [], gesture }
}

export function undone(history: DirectionHistory): DirectionHistory {
  const { direction, template } = history
  const before = history.done.at(-1)
  if (before === undefined) return history
  return { ...before, done: history.done.slice(0, -1), undone: [...history.undone, { direction, template }], gesture: null }
}

export function redone(history: DirectionHistory): DirectionHistory {
  const { direction, template } = history
  const next = history.undone.at(-1)
  if (next === undefined) return history
  return { ...next, done: [...history.done, { direction, template }], undone: history.undone.slice(0, -1), gesture: null }
}
