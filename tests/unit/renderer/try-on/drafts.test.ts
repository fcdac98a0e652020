import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../../app/domain/asset.ts'
import type { AssetId, ContentHash, JobId } from '../../../../app/domain/ids.ts'
import { STEPS, shareDone } from '../../../../renderer/try-on/steps.ts'
import { lineageOf, numberOf, recentFor } from '../../../../renderer/try-on/use-drafts.ts'

const id = (name: string): AssetId => `ast_${name.padEnd(20, '0')}` as AssetId
const hash = '0'.repeat(64) as ContentHash

function picture(name: string, createdAt: number, lineage: Asset['lineage'] = null): Asset {
  return {
    id: id(name),
    origin: lineage === null ? 'import' : 'result',
    name,
    type: 'image/png',
    hash,
    sizeBytes: 1,
    width: 10,
    height: 10,
    createdAt,
    trashedAt: null,
    rating: 0,
    flag: null,
    lineage,
  }
}

function draft(name: string, createdAt: number, of: readonly [person: string, garment: string]): Asset {
  const parents = [
    { role: 'person', assetId: id(of[0]), hash },
    { role: 'garment', assetId: id(of[1]), hash },
  ]
  return picture(name, createdAt, { jobId: `job_${name}` as JobId, kind: 'try-on', parents, recipe: { qualityScore: 0.8 } })
}

const results = [draft('c', 3, ['ann', 'tee']), draft('b', 2, ['ben', 'tee']), draft('a', 1, ['ann', 'tee'])]

describe('the lineage of a pair', () => {
  const pair = { person: id('ann'), garment: id('tee') }

  it('numbers its drafts from the oldest, and no others', () => {
    const { drafts } = lineageOf(results, pair)
    expect(drafts.map(({ asset, number, score }) => [asset.name, number, score])).toEqual([
      ['a', 1, 0.8],
      ['c', 2, 0.8],
    ])
    expect(numberOf({ drafts, later: [] }, 'job_c' as JobId)).toBe(2)
    expect(numberOf({ drafts, later: [] }, 'job_running' as JobId)).toBe(3)
  })

  it('goes on with what was made from a draft', () => {
    const final = picture('final', 9, {
      jobId: 'job_f' as JobId,
      kind: 'final',
      parents: [{ role: 'draft', assetId: id('c'), hash }],
      recipe: null,
    })
    expect(lineageOf([...results, final], pair).later.map(({ name }) => name)).toEqual(['final'])
    expect(lineageOf([...results, final], { person: id('ben'), garment: id('tee') }).later).toEqual([])
  })
})

describe('recent pictures of a slot', () => {
  it('are those it was filled with, latest first, then what was never used', () => {
    const imports = [picture('new', 8), picture('tee', 0), picture('ann', 0)]
    expect(recentFor('person', results, imports)).toEqual([id('ann'), id('ben'), id('new')])
    expect(recentFor('garment', results, imports)).toEqual([id('tee'), id('new')])
  })
})

describe('how far a step is', () => {
  const plan = STEPS.flatMap(({ stages }) => stages.map((stage) => ({ id: stage, share: 0.1 })))

  it('starts where the steps before it end', () => {
    const pose = STEPS[1].stages
    expect(shareDone(plan, pose, 0.1)).toBeCloseTo(0)
    expect(shareDone(plan, pose, 0.15)).toBeCloseTo(0.5)
    expect(shareDone(plan, pose, 0.9)).toBe(1)
    expect(shareDone([], pose, 0.5)).toBe(0)
  })
})
