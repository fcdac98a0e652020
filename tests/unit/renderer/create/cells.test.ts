import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../../app/domain/asset.ts'
import type { GenerateRequest } from '../../../../app/domain/cloud/generate-request.ts'
import type { AssetId, JobId } from '../../../../app/domain/ids.ts'
import type { JobState, JobSummary } from '../../../../app/domain/job.ts'
import { type Cell, cellsOf } from '../../../../renderer/create/results/cells-of.ts'

const id = (name: string): JobId => name as JobId
const job = (name: string, state: JobState, createdAt = 0) => ({
  job: { id: id(name), state, createdAt, title: name } as JobSummary,
  request: { choice: { model: 'fal:any', parameters: { n: name.length } } } as unknown as GenerateRequest,
})
const result = (name: string, of: string, createdAt = 0) =>
  ({ id: name as AssetId, name, createdAt, lineage: { jobId: id(of), kind: 'generate', parents: [], recipe: null } }) as unknown as Asset
const countOf = ({ choice }: GenerateRequest): number => Number(choice.parameters['n'])
const told = (cells: readonly Cell[]): string[] =>
  cells.map((cell) => (cell.kind === 'result' ? cell.asset.name : `${cell.job.id} ${cell.kind}`))

describe('the contact strip', () => {
  it('holds a place for each picture that is on its way, and the pictures in their place once they are there', () => {
    const { run } = cellsOf({
      run: [id('ab'), id('c')],
      jobs: [job('ab', 'succeeded'), job('c', 'waiting')],
      results: [result('two', 'ab', 2), result('one', 'ab', 1)],
      countOf,
    })
    expect(told(run)).toEqual(['one', 'two', 'c waiting'])
    expect(told(cellsOf({ run: [id('ab')], jobs: [job('ab', 'running')], results: [], countOf }).run)).toEqual(['ab waiting', 'ab waiting'])
  })

  it('holds one place for what asks or has failed, and none for what was cancelled', () => {
    const jobs = [job('asks', 'needs-attention', 3), job('fails', 'failed', 2), job('gone', 'canceled', 1)]
    expect(told(cellsOf({ run: [], jobs, results: [], countOf }).earlier)).toEqual(['asks attention', 'fails failed'])
  })

  it('shows what was before, the newest first, and nothing twice', () => {
    const { run, earlier } = cellsOf({
      run: [id('now')],
      jobs: [job('now', 'succeeded'), job('x', 'queued', 15)],
      results: [result('new', 'now', 30), result('old', 'then', 10), result('older', 'before', 5)],
      countOf,
    })
    expect(told(run)).toEqual(['new'])
    expect(told(earlier)).toEqual(['x waiting', 'old', 'older'])
  })

  it('keeps the place of a picture whose job does not know yet that it is there', () => {
    expect(told(cellsOf({ run: [id('a')], jobs: [job('a', 'running')], results: [result('there', 'a')], countOf }).run)).toEqual(['there'])
  })
})
