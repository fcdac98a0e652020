import { expect, it } from 'vitest'
import { timingOf } from '../../../../app/media/video/frame-times.ts'

const MILLISECONDS = { num: 1, den: 1000 }
const at = (rate: number, frames: number): number[] => Array.from({ length: frames }, (_, index) => Math.round((index * 1000) / rate))

it('finds usual rates again on a clock of milliseconds', () => {
  for (const [rate, num, den] of [
    [24_000 / 1001, 24_000, 1001],
    [25, 25, 1],
    [30_000 / 1001, 30_000, 1001],
    [30, 30, 1],
    [60, 60, 1],
  ] as const) {
    const timing = timingOf({ times: at(rate, 600), lastDuration: 0 }, { timeBase: MILLISECONDS, declaredRate: { num: 1000, den: 1 } })
    expect(timing.frameRate).toEqual({ num, den })
    expect(timing.isVariableRate).toBe(false)
    expect(timing.durationMs).toBeCloseTo(600_000 / rate, -1)
  }
})

it('takes frames in the order they are decoded in', () => {
  const timing = timingOf({ times: [0, 120, 40, 80, 160], lastDuration: 40 }, { timeBase: MILLISECONDS, declaredRate: { num: 25, den: 1 } })
  expect(timing).toEqual({ startMs: 0, durationMs: 200, lastFrameMs: 160, frameRate: { num: 25, den: 1 }, isVariableRate: false })
})

it('sees a pause', () => {
  const times = [...at(30, 30), ...at(30, 30).map((time) => time + 3000)]
  expect(timingOf({ times, lastDuration: 33 }, { timeBase: MILLISECONDS, declaredRate: { num: 30, den: 1 } }).isVariableRate).toBe(true)
})

it('believes the header about a single frame', () => {
  const timing = timingOf({ times: [7], lastDuration: 40 }, { timeBase: MILLISECONDS, declaredRate: { num: 25, den: 1 } })
  expect(timing).toEqual({ startMs: 7, durationMs: 40, lastFrameMs: 0, frameRate: { num: 25, den: 1 }, isVariableRate: false })
})
