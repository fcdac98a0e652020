import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../../app/raster/truth/cloth-patch.ts'
import { measurePattern, type PatternSpectrum } from '../../../../app/raster/truth/pattern-spectrum.ts'
import { comparePatterns, stripesOf } from '../../../../app/raster/truth/pattern-truth.ts'
import { weakestStripe } from '../../../../app/raster/truth/stripe-gap.ts'
import { sayStripes } from '../../../../app/raster/truth/verdicts.ts'
import { clothView, type Paint, painted, stripes } from './pictures.ts'

/** 150 px are a trunk width here. */
const SIZE = 225
const patchOf = (paint: Paint) => layOut(clothView(painted(SIZE, SIZE, paint)), { from: [-0.5, 0.05], to: [0.5, 1.4], density: 96 })
function spectrumOf(paint: Paint): PatternSpectrum {
  const found = measurePattern(patchOf(paint))
  if (found === null) throw new Error('The cloth fills its picture')
  return found
}
const judge = (garment: Paint, result: Paint) => {
  const wanted = spectrumOf(garment)
  const evenness = {
    garment: weakestStripe(patchOf(garment), stripesOf(wanted)) ?? 1,
    result: weakestStripe(patchOf(result), stripesOf(wanted)) ?? 1,
  }
  return sayStripes({ garment: wanted, stripes: stripesOf(wanted), change: comparePatterns(wanted, spectrumOf(result)), evenness })
}

describe('the stripes of a result', () => {
  it('are measured at any pitch and angle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 34 }), fc.integer({ min: 0, max: 17 }), (pitchPx, step) => {
        const found = stripesOf(spectrumOf(stripes(pitchPx, 10 * step)))
        expect(found.pitch * 150).toBeGreaterThan(0.85 * pitchPx)
        expect(found.pitch * 150).toBeLessThan(1.15 * pitchPx)
        const turn = Math.abs(found.angleDeg - 10 * step)
        expect(Math.min(turn, 180 - turn)).toBeLessThanOrEqual(5)
        expect(found.straightness).toBeGreaterThan(0.55)
      }),
      { numRuns: 25, seed: 7 },
    )
  })

  it('are kept where only their place differs', () => {
    expect(judge(stripes(20, 0), (x, y) => stripes(20, 0)(x, y + 7))).toMatchObject({ verdict: 'kept', sentence: 'stripes-kept' })
  })

  it('tell another pitch, another angle, and that they are gone', () => {
    const wider = judge(stripes(18, 0), stripes(25, 0))
    expect(wider).toMatchObject({ verdict: 'changed', sentence: 'stripes-pitch' })
    expect(wider.value).toBeCloseTo(25 / 18, 1)
    const turned = judge(stripes(20, 90), stripes(20, 70))
    expect(turned).toMatchObject({ verdict: 'changed', sentence: 'stripes-angle' })
    expect(turned.value).toBeCloseTo(-20, 0)
    expect(judge(stripes(20, 0), () => [200, 190, 180])).toMatchObject({ verdict: 'changed', sentence: 'stripes-lost' })
  })

  it('tell one that is missing', () => {
    expect(judge(stripes(20, 0), stripes(20, 0, { without: 5 }))).toMatchObject({ verdict: 'changed', sentence: 'stripes-missing' })
  })

  it('are not looked for on plain cloth', () => {
    expect(judge((x) => [120 + (x % 7), 90, 80], stripes(20, 0))).toMatchObject({ verdict: 'unknown', sentence: 'stripes-none' })
  })
})
