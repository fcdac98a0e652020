import { describe, expect, test } from 'vitest'
import { brushStroke } from '../../../../app/domain/brush-stroke.ts'
import { type BrushEvent, type BrushState, IDLE, nextBrush } from '../../../../renderer/brush/brush-machine.ts'

const SIZE = { width: 800, height: 1000 }
const BRUSH = { mode: 'add', width: 0.04, hardness: 0.8 } as const
const press = (x: number, y: number, by: 'pointer' | 'keys' = 'pointer'): BrushEvent => ({ kind: 'press', by, at: [x, y], brush: BRUSH })
const move = (x: number, y: number, by: 'pointer' | 'keys' = 'pointer'): BrushEvent => ({ kind: 'move', by, at: [x, y] })
const lift = (by: 'pointer' | 'keys' = 'pointer'): BrushEvent => ({ kind: 'lift', by })

function brushedBy(...events: readonly BrushEvent[]) {
  let state: BrushState = IDLE
  const done = events.map((event) => {
    const step = nextBrush(state, event, SIZE)
    state = step.state
    return step.done
  })
  return { state, done: done.filter((stroke) => stroke !== null) }
}

describe('a brush', () => {
  test('paints from where it is put down to where it is lifted', () => {
    const { state, done } = brushedBy(press(0.2, 0.3), move(0.3, 0.3), move(0.4, 0.35), lift())
    expect(state).toEqual(IDLE)
    expect(done).toEqual([
      {
        ...BRUSH,
        points: [
          [0.2, 0.3],
          [0.3, 0.3],
          [0.4, 0.35],
        ],
      },
    ])
  })

  test('makes a dab where it is put down and lifted', () => {
    expect(brushedBy(press(0.2, 0.3), lift()).done).toEqual([{ ...BRUSH, points: [[0.2, 0.3]] }])
  })

  test('paints nothing while it is not on the picture', () => {
    expect(brushedBy(move(0.2, 0.3), lift(), { kind: 'bail' })).toEqual({ state: IDLE, done: [] })
  })

  test('leaves nothing of a stroke that is given up', () => {
    expect(brushedBy(press(0.2, 0.3), move(0.4, 0.4), { kind: 'bail' }, move(0.5, 0.5), lift())).toEqual({ state: IDLE, done: [] })
  })

  test('does not listen to another hand than the one that began', () => {
    const { state, done } = brushedBy(press(0.2, 0.3, 'keys'), move(0.5, 0.5), lift(), press(0.6, 0.6), move(0.3, 0.3, 'keys'))
    expect(done).toEqual([])
    expect(state.kind === 'painting' && state.stroke.points).toEqual([
      [0.2, 0.3],
      [0.3, 0.3],
    ])
  })

  test('keeps what it was when it was put down, whatever is chosen meanwhile', () => {
    const other: BrushEvent = { kind: 'press', by: 'pointer', at: [0, 0], brush: { mode: 'erase', width: 0.2, hardness: 0 } }
    expect(brushedBy(press(0.2, 0.3), other, lift()).done[0]).toMatchObject(BRUSH)
  })

  test('tells no points that lie on each other, measured in the picture and not in shares of it', () => {
    // 0.06 of a brush that is 40 px wide is 2.4 px.
    expect(brushedBy(press(0.5, 0.5), move(0.5, 0.502), lift()).done[0]?.points).toHaveLength(1)
    expect(brushedBy(press(0.5, 0.5), move(0.5, 0.503), lift()).done[0]?.points).toHaveLength(2)
    expect(brushedBy(press(0.5, 0.5), move(0.503, 0.5), lift()).done[0]?.points).toHaveLength(2)
    expect(brushedBy(press(0.5, 0.5), move(0.5028, 0.5), lift()).done[0]?.points).toHaveLength(1)
  })

  test('stays within what the core accepts, however long and far it goes', () => {
    const moves = Array.from({ length: 5000 }, (_, i) => move(-3 + 6 * ((i % 100) / 100), (i / 5000) * 4 - 1))
    const [stroke] = brushedBy(press(0.123456789, 0.5), ...moves, lift()).done
    expect(brushStroke.safeParse({ ...stroke, mask: 'front' }).success).toBe(true)
    expect(stroke?.points[0]).toEqual([0.12346, 0.5])
    expect(stroke?.points.length).toBeGreaterThan(500)
  })
})
