import { describe, expect, it } from 'vitest'
import { type Plane, plane } from '../../../../app/domain/raster.ts'
import { classifyFlat } from '../../../../app/raster/garment-type/classify-flat.ts'
import { guessAsAsked, guessFrom } from '../../../../app/raster/garment-type/guess.ts'
import { measureFeatures } from '../../../../app/raster/garment-type/silhouette-features.ts'

/** An outline of 200 x 200 from boxes [left, top, right, bottom]. */
function outline(...boxes: readonly (readonly [number, number, number, number])[]): Plane {
  const mask = plane(200, 200)
  for (const [left, top, right, bottom] of boxes) {
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) mask.data[y * 200 + x] = 1
  }
  return mask
}

const guess = (mask: Plane) => classifyFlat(measureFeatures(mask)!, 1)

describe('outlines', () => {
  it('two legs are trousers when long and shorts when short', () => {
    const trousers = guess(outline([60, 10, 140, 60], [60, 60, 94, 190], [106, 60, 140, 190]))
    expect([trousers.type, trousers.region, trousers.sleeves]).toEqual(['trousers', 'lower', 'none'])
    expect(guess(outline([30, 50, 170, 100], [30, 100, 92, 150], [108, 100, 170, 150])).type).toBe('shorts')
  })

  it('short sleeves make a t-shirt, sleeves beside the trunk a long-sleeved top', () => {
    const tee = guess(outline([65, 30, 135, 170], [25, 34, 175, 80]))
    expect([tee.type, tee.region, tee.sleeves]).toEqual(['t-shirt', 'upper', 'short'])
    const sweater = guess(outline([70, 30, 130, 170], [30, 32, 170, 60], [30, 60, 55, 160], [145, 60, 170, 160]))
    expect([sweater.region, sweater.sleeves]).toEqual(['upper', 'long'])
    expect(sweater.type).toBe('sweater')
  })

  it('what widens downwards is a skirt when short and a dress when long', () => {
    const flared = (top: number, bottom: number, waist: number, hem: number): Plane => {
      const boxes = Array.from({ length: bottom - top }, (_, k) => {
        const half = waist + ((hem - waist) * k) / (bottom - top)
        return [Math.round(100 - half), top + k, Math.round(100 + half), top + k + 1] as const
      })
      return outline(...boxes)
    }
    expect(guess(flared(60, 140, 40, 70)).type).toBe('skirt')
    const dress = guess(flared(5, 195, 25, 75))
    expect([dress.type, dress.region]).toEqual(['dress', 'full'])
  })

  it('legs laid side by side are told by the line between them', () => {
    const shut = measureFeatures(outline([30, 50, 170, 150]))!
    expect(classifyFlat(shut, 12).type).toBe('shorts')
    expect(classifyFlat(shut, 1).type).not.toBe('shorts')
    expect(classifyFlat(measureFeatures(outline([65, 5, 135, 195]))!, 12).type).toBe('trousers')
  })

  it('a long outline with sleeves along it and a wide hem is a dress', () => {
    const dress = guess(outline([80, 5, 120, 16], [56, 16, 144, 120], [58, 120, 142, 195]))
    expect([dress.type, dress.region]).toEqual(['dress', 'full'])
  })

  it('a flared outline twice as long as its chest is a dress, sleeves beside it or not', () => {
    const skirt = Array.from({ length: 110 }, (_, k) => [Math.round(78 - 0.35 * k), 80 + k, Math.round(122 + 0.35 * k), 81 + k] as const)
    const dress = guess(outline([70, 10, 130, 80], [44, 14, 156, 40], [44, 40, 60, 75], [140, 40, 156, 75], ...skirt))
    expect([dress.type, dress.region]).toEqual(['dress', 'full'])
  })

  it('says nothing about a speck', () => {
    expect(measureFeatures(outline([10, 10, 18, 18]))).toBeNull()
  })
})

describe('guesses', () => {
  it('lets the region win over one strong type of another region', () => {
    const top = guessFrom({ 't-shirt': 0.3, shirt: 0.3, dress: 0.4 }, 'short')
    expect(top.region).toBe('upper')
    expect(top.confidence).toBeLessThan(top.regionConfidence)
  })

  it('takes the word of the user, but keeps measured sleeves', () => {
    const measured = guessFrom({ sweater: 1 }, 'long')
    expect(guessAsAsked('dress', measured)).toEqual({ type: 'dress', region: 'full', confidence: 1, regionConfidence: 1, sleeves: 'long' })
    expect(guessAsAsked('trousers', measured).sleeves).toBe('none')
  })
})
