import { expect, it } from 'vitest'
import { draftPlan } from '../../../app/jobs/draft-plan.ts'
import { stepOf } from '../../../renderer/try-on/steps.ts'

it('shows every stage of the plan in some step, and in the order of the plan', () => {
  for (const garments of [1, 4]) {
    const steps = draftPlan(garments).map((stage) => stepOf(stage.id))
    expect(steps.every((step) => step >= 0)).toBe(true)
    expect(new Set(steps).size).toBe(7)
  }
})
