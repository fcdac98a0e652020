import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitTop } from '../../../../app/raster/fit/top-fit.ts'
import { type ArmPose, drawBody, drawTop } from './figures.ts'

const armPose: fc.Arbitrary<ArmPose> = fc.record({
  // From across the front to well above the shoulder; the forearm from stretched to folded back on the upper arm.
  upper: fc.double({ min: -0.5, max: 2.4, noNaN: true }),
  fore: fc.double({ min: -2.6, max: 2.9, noNaN: true }),
})

test.each(['short', 'long'] as const)('%s sleeves on arms in any pose: no cell of the mesh is folded', (sleeves) => {
  const garment = drawTop(sleeves)
  fc.assert(
    fc.property(armPose, armPose, (left, right) => {
      const fit = fitTop(drawBody([left, right]), garment.anchors, { length: 'top', sleeves, oldHem: null, isCovered: garment.isCovered })
      expect(fit.layers.map((layer) => layer.name)).toEqual(['back', 'torso', 'sleeve-left', 'sleeve-right'])
      expect(fit.folded).toBe(0)
    }),
    { numRuns: 20 },
  )
})

test('a hanging arm: the sleeve starts at the shoulder, covers the arm to its edge and stays out of the trunk', () => {
  const garment = drawTop('short')
  const body = drawBody([
    { upper: 0.1, fore: 0.05 },
    { upper: 0.1, fore: 0.05 },
  ])
  const fit = fitTop(body, garment.anchors, { length: 'top', sleeves: 'short', oldHem: null, isCovered: garment.isCovered })
  const sleeve = fit.layers.find((layer) => layer.name === 'sleeve-left')?.strip
  if (sleeve === undefined) throw new Error('The sleeve is missing')
  const xs = sleeve.target.filter((_, i) => i % 2 === 0)
  const ys = sleeve.target.filter((_, i) => i % 2 === 1)
  const [tip] = body.shoulders.tips
  // The joint is at 225, 205 and the arm 50 wide: its outer edge runs from 200 at the shoulder to 194 at the cuff.
  expect(tip[1]).toBeLessThan(205)
  expect(Math.min(...ys)).toBeLessThan(tip[1] + 6)
  expect(Math.min(...xs)).toBeLessThan(198)
  expect(Math.min(...xs)).toBeGreaterThan(165)
  expect(Math.max(...xs)).toBeLessThan(262)
})
