import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFECT_CODES } from '../../../app/domain/try-on.ts'
import { judge, QUALITY_RULES, type QualityFact, type QualityFacts } from '../../../app/raster/drape/quality.ts'

const PERFECT = Object.fromEntries(QUALITY_RULES.map((rule) => [rule.fact, rule.good])) as Record<QualityFact, number>

test('a draft without a weakness scores 1 and has no defect', () => {
  expect(judge(PERFECT)).toEqual({ score: 1, defects: [] })
})

test('every rule names a known defect and takes its weight when it is broken', () => {
  for (const rule of QUALITY_RULES) {
    const { score, defects } = judge({ ...PERFECT, [rule.fact]: rule.bad } as QualityFacts)
    expect(score).toBeCloseTo(1 - rule.weight, 6)
    expect(defects).toEqual([{ code: rule.defect, severity: 1 }])
    expect(DEFECT_CODES).toContain(rule.defect)
    expect(rule.reason.length).toBeGreaterThan(20)
  }
})

test('a touched face makes a draft worthless', () => {
  expect(judge({ ...PERFECT, faceChanged: 1 }).score).toBe(0)
})

test('the score is in 0..1 and never rises when a fact gets worse', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.constantFrom(...QUALITY_RULES), share, share, (rule, a, b) => {
      const at = (t: number) => judge({ ...PERFECT, [rule.fact]: rule.good + (rule.bad - rule.good) * t }).score
      expect(at(Math.max(a, b))).toBeLessThanOrEqual(at(Math.min(a, b)) + 1e-9)
      expect(at(a)).toBeGreaterThanOrEqual(0)
    }),
  )
})
