import { describe, expect, test } from 'vitest'
import { tryOnContract } from '../../../app/contract/try-on.ts'
import { tryOnResult } from '../../../app/domain/try-on.ts'
import { tryOnPayload1, tryOnResult1 } from '../../../app/domain/try-on-version-1.ts'

const ID = `ast_${'0'.repeat(20)}`
const HASH = 'a'.repeat(64)

describe('what a job of one garment stored', () => {
  test('is an outfit of one', () => {
    const payload = {
      personId: ID,
      garmentId: ID,
      options: { garmentType: 'tshirt', workingLongSide: 800 },
      names: { person: 'p.jpg', garment: 'g.jpg' },
    }
    expect(tryOnPayload1.parse(payload)).toMatchObject({
      garments: [{ garmentId: ID, garmentType: 't-shirt', front: 'closed' }],
      options: { workingLongSide: 800, tuck: 'auto' },
      names: { person: 'p.jpg', garments: ['g.jpg'] },
    })
  })

  test('its result is read as today’s', () => {
    const stored = {
      draft: { assetId: ID, hash: HASH },
      before: `sha256-${HASH}`,
      editMask: HASH,
      width: 10,
      height: 20,
      verdict: 'ok',
      qualityScore: 0.9,
      defects: [{ code: 'stiff-fit', severity: 0.4 }],
      garment: { type: 'coat', kind: 'flat', confidence: 0.8 },
      strategy: 'stiff',
      retries: 1,
      stages: [{ id: 'load-photo', ms: 3, cached: false }],
      totalMs: 900,
      facts: { folded: 0 },
      debug: { mesh: `sha256-${HASH}` },
    }
    const result = tryOnResult.parse(tryOnResult1.parse(stored))
    expect(result.garments).toEqual([
      {
        type: 'coat',
        kind: 'flat',
        confidence: 0.8,
        strategy: 'stiff',
        retries: 1,
        visible: 1,
        qualityScore: 0.9,
        defects: stored.defects,
        facts: stored.facts,
        debug: stored.debug,
      },
    ])
    expect(result).toMatchObject({ verdict: 'ok', qualityScore: 0.9, totalMs: 900 })
  })
})

describe('what starts a draft', () => {
  const start = tryOnContract['tryon.start'].input

  test('a script’s one garment, with its type in the options, is an outfit of one', () => {
    const parsed = start.parse({ personId: ID, garmentId: ID, options: { garmentType: 'hoodie' } })
    expect(parsed.garments).toEqual([{ garmentId: ID, garmentType: 'hoodie', front: 'closed' }])
    expect(parsed.options).not.toHaveProperty('garmentType')
  })

  test('an outfit keeps its order, its types and its tuck', () => {
    const garments = [
      { garmentId: ID, garmentType: 'shirt' as const },
      { garmentId: ID, front: 'open' as const },
    ]
    const parsed = start.parse({ personId: ID, garments, options: { tuck: 'in' } })
    expect(parsed.garments.map(({ garmentType }) => garmentType)).toEqual(['shirt', 'auto'])
    expect(parsed.garments.map(({ front }) => front)).toEqual(['closed', 'open'])
    expect(parsed.options.tuck).toBe('in')
  })

  test('neither, both, none and too many are refused', () => {
    const garment = { garmentId: ID }
    for (const wrong of [{}, { garmentId: ID, garments: [garment] }, { garments: [] }, { garments: Array(5).fill(garment) }]) {
      expect(start.safeParse({ personId: ID, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
    }
    expect(start.safeParse({ personId: ID, garmentId: ID, options: { tuck: 'sideways' } }).success).toBe(false)
  })
})
