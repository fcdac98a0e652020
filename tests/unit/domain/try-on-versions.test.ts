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

describe('corrections by hand', () => {
  const start = tryOnContract['tryon.start'].input
  const correct = (corrections: unknown) => start.safeParse({ personId: ID, garmentId: ID, options: { corrections } })
  const stroke = { mask: 'front', mode: 'add', width: 0.02, points: [[0.5, 0.25]] }

  test('a recipe from before there were brushes has no strokes', () => {
    const stored = {
      personId: ID,
      garmentId: ID,
      options: { garmentType: 'auto', corrections: { joints: [{ name: 'left-elbow', x: 0.4, y: 0.5 }], anchors: [] } },
      names: { person: 'p.jpg', garment: 'g.jpg' },
    }
    expect(tryOnPayload1.parse(stored).options.corrections).toMatchObject({ joints: [{ name: 'left-elbow' }], strokes: [] })
    expect(start.parse({ personId: ID, garmentId: ID }).options.corrections).toEqual({ joints: [], anchors: [], strokes: [] })
  })

  test('a stroke is kept as it is', () => {
    expect(
      correct({ strokes: [stroke, { ...stroke, mask: 'garment', garment: 2, hardness: 0.1 }] }).data?.options.corrections.strokes,
    ).toEqual([
      { ...stroke, garment: null, hardness: 0.8 },
      { ...stroke, mask: 'garment', garment: 2, hardness: 0.1 },
    ])
  })

  test('what no hand paints is refused', () => {
    const line = (length: number) => Array.from({ length }, (_, i) => [i / length, 0.5])
    for (const strokes of [
      [{ ...stroke, mask: 'sky' }],
      [{ ...stroke, mode: 'smudge' }],
      [{ ...stroke, width: 0 }],
      [{ ...stroke, width: 3 }],
      [{ ...stroke, hardness: 2 }],
      [{ ...stroke, garment: 4 }],
      [{ ...stroke, points: [] }],
      [{ ...stroke, points: [[0.5, Number.POSITIVE_INFINITY]] }],
      [{ ...stroke, points: [[0.5, 1e6]] }],
      [{ ...stroke, points: line(1025) }],
      Array(257).fill(stroke),
      Array(9).fill({ ...stroke, points: line(1000) }),
      // Back and forth over the whole picture with the widest brush, as no hand does and no machine wants to paint.
      [{ ...stroke, width: 0.5, points: Array.from({ length: 200 }, (_, i) => [i % 2, 0.5]) }],
    ])
      expect(correct({ strokes }).success, JSON.stringify(strokes).slice(0, 120)).toBe(false)
  })
})
