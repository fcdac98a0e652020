import { expect, it } from 'vitest'
import { TRY_ON_PLAN } from '../../../app/jobs/try-on.ts'
import { stepOf } from '../../../renderer/try-on/steps.ts'

it('shows every stage of the plan in some step, and in the order of the plan', () => {
  const steps = TRY_ON_PLAN.map((stage) => stepOf(stage.id))
  expect(steps.every((step) => step >= 0)).toBe(true)
  expect(new Set(steps).size).toBe(7)
})
