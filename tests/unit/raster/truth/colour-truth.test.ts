import { describe, expect, it } from 'vitest'
import { plane } from '../../../../app/domain/raster.ts'
import { linearToSrgb, srgbToLinear } from '../../../../app/raster/colour.ts'
import { clothColours, compareColours } from '../../../../app/raster/truth/colour-truth.ts'
import { sayColour } from '../../../../app/raster/truth/verdicts.ts'
import { type Paint, painted } from './pictures.ts'

const SIZE = 240
const full = plane(SIZE, SIZE)
full.data.fill(1)
const coloursOf = (paint: Paint): Float32Array => clothColours(painted(SIZE, SIZE, paint), full, 1)
const judge = (garment: Paint, result: Paint) => sayColour(compareColours(coloursOf(garment), coloursOf(result)))

/** Folds: the same cloth in light that changes by the place. */
const folded =
  (paint: Paint, strength: number): Paint =>
  (x, y) => {
    const light = 1 + strength * Math.sin(x / 9) * Math.cos(y / 14)
    const [r, g, b] = paint(x, y)
    return [linearToSrgb(srgbToLinear(r) * light), linearToSrgb(srgbToLinear(g) * light), linearToSrgb(srgbToLinear(b) * light)]
  }
const blocks: Paint = (x) => (x < 150 ? [170, 60, 60] : [60, 90, 150])

describe('the colours of a result', () => {
  it('are kept under folds and under a little shade', () => {
    expect(judge(blocks, folded(blocks, 0.15))).toMatchObject({ verdict: 'kept', sentence: 'colour-kept' })
    expect(
      judge(
        blocks,
        folded((x, y) => blocks(x, y).map((c) => Math.round(0.97 * c)) as unknown as readonly [number, number, number], 0.1),
      ).verdict,
    ).toBe('kept')
  })

  it('are found dominant by their share', () => {
    const [main, other] = compareColours(coloursOf(blocks), coloursOf(blocks))
    expect(main?.wanted.share).toBeCloseTo(150 / 240, 1)
    expect(other?.wanted.share).toBeCloseTo(90 / 240, 1)
    expect(main?.deltaE).toBe(0)
  })

  it('are another colour where the hue differs by what an eye sees at once', () => {
    const said = judge(
      () => [170, 60, 60],
      () => [170, 60, 90],
    )
    expect(said).toMatchObject({ verdict: 'changed', sentence: 'colour-tint' })
    expect(said.value).toBeGreaterThan(5)
  })

  it('may be explained by light where only the lightness differs', () => {
    const said = judge(
      () => [120, 120, 120],
      () => [146, 146, 146],
    )
    expect(said).toMatchObject({ verdict: 'doubtful', sentence: 'colour-light' })
  })

  it('cannot be told where hardly any cloth is seen', () => {
    expect(sayColour(compareColours(coloursOf(blocks), new Float32Array(30)))).toMatchObject({
      verdict: 'unknown',
      sentence: 'colour-unknown',
    })
  })
})
