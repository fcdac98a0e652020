import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Plane, plane } from '../../../../app/domain/raster.ts'
import { placeOf } from '../../../../app/raster/body/frame.ts'
import { limbPlace } from '../../../../app/raster/body/limb.ts'
import type { BodyParts } from '../../../../app/raster/body/parts.ts'
import { fitTop } from '../../../../app/raster/fit/top-fit.ts'
import { expectLay } from '../../../../app/raster/truth/expected-lay.ts'
import { sayHem, sayNeckline, saySleeves } from '../../../../app/raster/truth/length-verdicts.ts'
import type { TruthFacts } from '../../../../app/raster/truth/measure-truth.ts'
import { measureShownExtent, seenLevel } from '../../../../app/raster/truth/shown-extent.ts'
import { drawBody, drawTop } from '../fit/figures.ts'

const body = drawBody([
  { upper: 0.35, fore: 0.2 },
  { upper: 0.35, fore: 0.2 },
])
const SCALE = 0.5

function masked(isInside: (x: number, y: number) => boolean): Plane {
  const out = plane(300, 450)
  for (let i = 0; i < out.data.length; i++) if (isInside(((i % 300) + 0.5) / SCALE, (Math.floor(i / 300) + 0.5) / SCALE)) out.data[i] = 1
  return out
}

/** A person in a top whose sleeves end at `cuff` (0 shoulder, 1 elbow, 2 wrist) and whose hem lies at `hem` torso lengths. */
function wearing({ cuff, hem }: { readonly cuff: number; readonly hem: number }): BodyParts {
  const onArm = (x: number, y: number): number | null => {
    const places = body.arms.map((arm) => limbPlace(arm, x, y)).filter(({ ratio }) => ratio < 1)
    return places[0]?.along ?? null
  }
  const isTrunk = (x: number, y: number): boolean => Math.abs(x - 300) < 62 && y > 200 && y < 800
  const isCloth = (x: number, y: number): boolean => {
    if (isTrunk(x, y)) return placeOf(body.frame, x, y).s < hem * body.frame.torsoLength
    const along = onArm(x, y)
    return along !== null && along < cuff
  }
  const person = masked((x, y) => isTrunk(x, y) || onArm(x, y) !== null)
  const cloth = masked(isCloth)
  const none = plane(300, 450)
  return {
    scale: SCALE,
    person,
    // What is neither cloth nor trunk is a bare arm.
    skin: masked((x, y) => !isTrunk(x, y) && onArm(x, y) !== null && !isCloth(x, y)),
    skinMeasured: true,
    oldUpper: cloth,
    oldLower: none,
    arms: [none, none],
    oldCuffs: [cuff, cuff],
    front: none,
  }
}

function factsOf(shown: { readonly cuff: number; readonly hem: number }, sleeves: 'short' | 'long'): TruthFacts {
  const { anchors, isCovered } = drawTop(sleeves)
  const lay = expectLay(body, fitTop(body, anchors, { length: 'top', sleeves, oldHem: null, isCovered }), isCovered)
  if (lay === null) throw new Error('A top has a trunk')
  const extent = measureShownExtent(body, wearing(shown), 'upper')
  return {
    colours: [],
    sharpness: null,
    pattern: null,
    prints: [],
    expected: lay.extent,
    shown: extent,
    seenLevel: seenLevel(body),
  }
}

/** The same with one arm whose sleeve ends elsewhere. */
const withOneArm = (facts: TruthFacts, end: number): TruthFacts => ({
  ...facts,
  shown: { ...facts.shown, sleeves: [facts.shown.sleeves[0], end] },
})

describe('the lengths of a result', () => {
  it('are measured where cloth ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 35, max: 185 }), fc.integer({ min: 60, max: 140 }), (cuff, hem) => {
        const found = measureShownExtent(body, wearing({ cuff: cuff / 100, hem: hem / 100 }), 'upper')
        for (const end of found.sleeves) expect(Math.abs((end ?? 9) - cuff / 100)).toBeLessThan(0.12)
        expect(Math.abs((found.hem ?? 9) - hem / 100)).toBeLessThan(0.04)
      }),
      { numRuns: 8, seed: 3 },
    )
  })

  it('are kept where a garment ends as its proportions say', () => {
    for (const sleeves of ['short', 'long'] as const) {
      const { expected } = factsOf({ cuff: 1, hem: 1 }, sleeves)
      const same = factsOf({ cuff: expected?.sleeves[0] ?? 0, hem: (expected?.hem ?? 0) + 0.05 }, sleeves)
      expect(saySleeves(same)).toMatchObject({ verdict: 'kept', sentence: 'sleeves-kept' })
      expect(sayHem(same)).toMatchObject({ verdict: 'kept', sentence: 'hem-kept' })
    }
  })

  it('tell sleeves and hems that are too short or too long', () => {
    expect(saySleeves(factsOf({ cuff: 0.7, hem: 1.1 }, 'long'))).toMatchObject({ verdict: 'changed', sentence: 'sleeves-shorter' })
    expect(saySleeves(factsOf({ cuff: 1.9, hem: 1.1 }, 'short'))).toMatchObject({ verdict: 'changed', sentence: 'sleeves-longer' })
    expect(saySleeves(factsOf({ cuff: 0.1, hem: 1.1 }, 'short'))).toMatchObject({ verdict: 'changed', sentence: 'sleeves-shorter' })
    expect(sayHem(factsOf({ cuff: 0.5, hem: 0.7 }, 'short'))).toMatchObject({ verdict: 'changed', sentence: 'hem-shorter' })
  })

  it('are told of both sleeves, or of one that is much too long', () => {
    const { expected } = factsOf({ cuff: 1, hem: 1 }, 'short')
    const wanted = expected?.sleeves[1] ?? 0
    const kept = factsOf({ cuff: wanted, hem: 1 }, 'short')
    expect(saySleeves(withOneArm(kept, wanted - 0.4))).toMatchObject({ verdict: 'unknown' })
    expect(saySleeves(withOneArm(kept, wanted + 0.5))).toMatchObject({ verdict: 'unknown' })
    expect(saySleeves(withOneArm(kept, 1.9))).toMatchObject({ verdict: 'changed', sentence: 'sleeves-longer' })
  })

  it('say nothing of a sleeve that is missing where there is no skin either', () => {
    const cut = factsOf({ cuff: 0.7, hem: 1.1 }, 'long')
    expect(cut.shown.bare.every((share) => share > 0.8)).toBe(true)
    expect(saySleeves({ ...cut, shown: { ...cut.shown, bare: [0, 0.1] } })).toMatchObject({ verdict: 'unknown' })
  })

  it('tell only what is far off of a garment whose points were not found', () => {
    const rough = (cuff: number): TruthFacts => {
      const facts = factsOf({ cuff, hem: 0.7 }, 'long')
      return { ...facts, expected: facts.expected && { ...facts.expected, isTrusted: false } }
    }
    expect(saySleeves(rough(1.2))).toMatchObject({ verdict: 'unknown' })
    expect(saySleeves(rough(0.5))).toMatchObject({ sentence: 'sleeves-shorter' })
    expect(sayHem(rough(0.5))).toMatchObject({ verdict: 'unknown' })
  })

  it('say where trousers end whose legs were not fitted one by one', () => {
    const facts = factsOf({ cuff: 1, hem: 1 }, 'short')
    const trousers = (legs: readonly [number | null, number | null]): TruthFacts => ({
      ...facts,
      expected: facts.expected && { ...facts.expected, hem: 2.4, isTrusted: false },
      shown: { ...facts.shown, hem: null, legs },
      seenLevel: 2.8,
    })
    expect(sayHem(trousers([1.9, 1.9]))).toMatchObject({ verdict: 'kept' })
    expect(sayHem(trousers([0.5, 0.6]))).toMatchObject({ verdict: 'changed', sentence: 'hem-shorter' })
    expect(sayHem(trousers([null, null]))).toMatchObject({ verdict: 'unknown' })
  })

  it('tell a neckline by depth, and say nothing of a collar that stands up', () => {
    const facts = factsOf({ cuff: 1, hem: 1 }, 'short')
    const neck = (wanted: number, shown: number) =>
      sayNeckline({
        ...facts,
        expected: facts.expected && { ...facts.expected, neckline: wanted },
        shown: { ...facts.shown, neckline: shown },
      })
    expect(neck(-0.04, -0.08)).toMatchObject({ verdict: 'kept' })
    expect(neck(-0.04, 0.18)).toMatchObject({ verdict: 'changed', sentence: 'neckline-deeper' })
    expect(neck(0, -0.18)).toMatchObject({ verdict: 'doubtful', sentence: 'neckline-higher' })
    expect(neck(-0.2, 0.1)).toMatchObject({ verdict: 'unknown' })
  })

  it('cannot be told where the garment could not be laid', () => {
    const facts = { ...factsOf({ cuff: 0.5, hem: 1 }, 'short'), expected: null }
    expect(saySleeves(facts)).toMatchObject({ verdict: 'unknown', sentence: 'sleeves-unknown' })
    expect(sayHem(facts)).toMatchObject({ verdict: 'unknown', sentence: 'hem-unknown' })
  })
})
