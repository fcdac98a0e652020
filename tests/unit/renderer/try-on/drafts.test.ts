import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../../app/domain/asset.ts'
import type { AssetId, ContentHash, JobId } from '../../../../app/domain/ids.ts'
import { finalNumberOf, lineageOf, numberOf } from '../../../../renderer/try-on/lineage.ts'
import { recentFor } from '../../../../renderer/try-on/recent.ts'
import { STEPS, shareDone } from '../../../../renderer/try-on/steps.ts'

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
    clip: null,
    lineage,
  }
}

function draft(name: string, createdAt: number, [person, ...garments]: readonly [person: string, ...garments: string[]]): Asset {
  const parents = [
    { role: 'person', assetId: id(person), hash },
    ...garments.map((garment) => ({ role: 'garment', assetId: id(garment), hash })),
  ]
  return picture(name, createdAt, { jobId: `job_${name}` as JobId, kind: 'try-on', parents, recipe: { qualityScore: 0.8 } })
}

const results = [draft('c', 3, ['ann', 'tee']), draft('b', 2, ['ben', 'tee']), draft('a', 1, ['ann', 'tee'])]

describe('the lineage of a look', () => {
  const pair = { person: id('ann'), garments: [id('tee')] }

  it('numbers its drafts from the oldest, and no others', () => {
    const { drafts } = lineageOf(results, pair)
    expect(drafts.map(({ asset, number, score }) => [asset.name, number, score])).toEqual([
      ['a', 1, 0.8],
      ['c', 2, 0.8],
    ])
    expect(numberOf({ drafts, later: [], finals: [] }, 'job_c' as JobId)).toBe(2)
    expect(numberOf({ drafts, later: [], finals: [] }, 'job_running' as JobId)).toBe(3)
  })

  it('keeps finals apart, with neither the draft each made for itself nor what the service sent', () => {
    const parents = (draftName: string, made: string) => [
      { role: 'person', assetId: id('ann'), hash },
      { role: 'garment', assetId: id('tee'), hash },
      { role: 'draft', assetId: id(draftName), hash },
      { role: 'made', assetId: id(made), hash },
    ]
    const raw = picture('raw', 8, { jobId: 'job_f' as JobId, kind: 'generate', parents: parents('c', 'x').slice(2, 3), recipe: null })
    const first = { jobId: 'job_f' as JobId, kind: 'final-try-on', parents: parents('c', 'raw'), recipe: { score: 0.6 } }
    const second = { jobId: 'job_d' as JobId, kind: 'final-try-on', parents: parents('d', 'gone'), recipe: { score: 0.9 } }
    const found = lineageOf([...results, draft('d', 4, ['ann', 'tee']), raw, picture('g', 10, second), picture('f', 9, first)], pair)
    expect(found.finals.map(({ asset, number, score }) => [asset.name, number, score])).toEqual([
      ['f', 1, 0.6],
      ['g', 2, 0.9],
    ])
    expect(found.drafts.map(({ asset }) => asset.name)).toEqual(['a', 'c'])
    expect(found.later).toEqual([])
    expect(finalNumberOf(found, 'job_d' as JobId)).toBe(2)
  })

  it('goes on with what was made from a draft', () => {
    const final = picture('final', 9, {
      jobId: 'job_f' as JobId,
      kind: 'final',
      parents: [{ role: 'draft', assetId: id('c'), hash }],
      recipe: null,
    })
    expect(lineageOf([...results, final], pair).later.map(({ name }) => name)).toEqual(['final'])
    expect(lineageOf([...results, final], { person: id('ben'), garments: [id('tee')] }).later).toEqual([])
  })
})

describe('the lineage of an outfit', () => {
  const outfits = [draft('e', 5, ['ann', 'jacket', 'tee']), draft('d', 4, ['ann', 'tee', 'jacket']), ...results]

  it('has its garments in whatever order, all of them and no more', () => {
    const names = (...garments: string[]) =>
      lineageOf(outfits, { person: id('ann'), garments: garments.map(id) }).drafts.map(({ asset }) => asset.name)
    expect(names('tee', 'jacket')).toEqual(['d', 'e'])
    expect(names('tee')).toEqual(['a', 'c'])
    expect(names('jacket')).toEqual([])
    expect(names()).toEqual(['a', 'c', 'd', 'e'])
  })
})

describe('recent pictures of a slot', () => {
  const imports = [picture('new', 8), picture('tee', 0), picture('ann', 0)]

  it('are those it was filled with, latest first, then what was never used', () => {
    const known = { results, imports, taken: [] }
    expect(recentFor('person', known)).toEqual([id('ann'), id('ben'), id('new')])
    expect(recentFor('garment', known)).toEqual([id('tee'), id('new')])
  })

  it('go by what a picture was last taken as', () => {
    const taken = [
      [id('new'), 'garment'],
      [id('ben'), 'garment'],
    ] as const
    expect(recentFor('garment', { results, imports, taken })).toEqual([id('tee'), id('ben'), id('new')])
    expect(recentFor('person', { results, imports, taken })).toEqual([id('ann')])
  })

  it('of garments has no draft in it, unless somebody took one as a garment', () => {
    const listed = [...imports, ...results]
    expect(recentFor('garment', { results, imports: listed, taken: [] })).not.toContain(id('c'))
    expect(recentFor('garment', { results, imports: listed, taken: [[id('c'), 'garment']] })).toContain(id('c'))
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
