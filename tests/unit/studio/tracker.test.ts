import { describe, expect, test } from 'vitest'
import { draftPlan } from '../../../app/jobs/draft-plan.ts'
import { createTracker } from '../../../app/studio/stage-steps.ts'

const plan = [
  { id: 'read', share: 0.2 },
  { id: 'draw', share: 0.8, times: 2 },
]

describe('how far a job has come', () => {
  test('a stage that runs for each garment counts a part each time', () => {
    const track = createTracker(plan)
    expect(track('read', 1)).toBeCloseTo(0.2)
    expect(track('draw', 0.5)).toBeCloseTo(0.4)
    expect(track('draw', 1)).toBeCloseTo(0.6)
    expect(track('draw', 0.5)).toBeCloseTo(0.8)
    expect(track('draw', 1)).toBeCloseTo(1)
  })

  test('a retry adds nothing, and a smaller fraction takes nothing away', () => {
    const track = createTracker(plan)
    track('draw', 1)
    const once = track('draw', 0.6)
    expect(track('draw', 0.2)).toBe(once)
    track('draw', 1)
    expect(track('draw', 1)).toBeCloseTo(0.8)
    expect(track('unknown', 1)).toBeCloseTo(0.8)
  })

  test('every stage of a draft, as often as it runs, makes a whole', () => {
    for (const garments of [1, 2, 4]) {
      const stages = draftPlan(garments)
      expect(stages.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
      const track = createTracker(stages)
      let reached = 0
      for (const { id, times = 1 } of stages) {
        for (let k = 0; k < times; k++) {
          const now = track(id, 1)
          expect(now).toBeGreaterThan(reached)
          reached = now
        }
      }
      expect(reached).toBeCloseTo(1)
    }
  })
})
