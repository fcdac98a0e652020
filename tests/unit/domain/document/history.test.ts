import { describe, expect, it } from 'vitest'
import {
  branchSteps,
  type History,
  type HistoryStep,
  pathBetween,
  redoTarget,
  tipAfterMove,
  undoneSteps,
  undoTarget,
} from '../../../../app/domain/document/history.ts'

/** A history from `step: [parent, gesture]`. */
function history(tree: Readonly<Record<number, readonly [number | null, string?]>>, current: number, tip = current): History {
  const steps = new Map<number, HistoryStep>()
  for (const [name, [parent, gesture = null]] of Object.entries(tree)) {
    const step = Number(name)
    const basis = parent === null ? null : ({ kind: 'commands', step: parent } as const)
    steps.set(step, { step, parent, basis, at: step, label: { action: 'rename', subject: null, count: 1 }, gesture })
  }
  return { steps, current, tip }
}

const numbers = (steps: readonly HistoryStep[]): number[] => steps.map(({ step }) => step)

describe('a history', () => {
  const plain = { 1: [null], 2: [1], 3: [2], 4: [3] } as const

  it('goes back to the beginning and forth to the end of its branch', () => {
    expect(undoTarget(history(plain, 4))).toBe(3)
    expect(undoTarget(history(plain, 1, 4))).toBeUndefined()
    expect(redoTarget(history(plain, 1, 4))).toBe(2)
    expect(redoTarget(history(plain, 4))).toBeUndefined()
    expect(numbers(undoneSteps(history(plain, 2, 4)))).toEqual([3, 4])
  })

  it('takes a gesture back and does it again as one', () => {
    const dragged = { 1: [null], 2: [1, 'a'], 3: [2, 'a'], 4: [3, 'a'], 5: [4, 'b'], 6: [5, 'b'] } as const
    expect(undoTarget(history(dragged, 6))).toBe(4)
    expect(undoTarget(history(dragged, 4, 6))).toBe(1)
    expect(redoTarget(history(dragged, 1, 6))).toBe(4)
    expect(redoTarget(history(dragged, 4, 6))).toBe(6)
  })

  it('keeps branches that were left, and finds the way between them', () => {
    const branched = { 1: [null], 2: [1], 3: [2], 6: [1], 7: [6] } as const
    expect(numbers(branchSteps(history(branched, 7)))).toEqual([7, 6, 1])
    const { up, down } = pathBetween(history(branched, 7).steps, 3, 7)
    expect([numbers(up), numbers(down)]).toEqual([
      [3, 2],
      [6, 7],
    ])
    // Back on the branch the end stays; on another one the step itself is the end.
    expect(tipAfterMove(history(branched, 7), 6)).toBe(7)
    expect(tipAfterMove(history(branched, 7), 3)).toBe(3)
  })
})
