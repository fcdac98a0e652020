import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../../app/domain/asset.ts'
import type { CloudTask } from '../../../../app/domain/cloud/tasks.ts'
import type { AssetId } from '../../../../app/domain/ids.ts'
import type { JobSummary } from '../../../../app/domain/job.ts'
import { takesOf } from '../../../../renderer/video/takes/takes-of.ts'

const still = 'ast_still' as AssetId
const generate = (id: string, task: CloudTask, of: AssetId = still) =>
  ({
    id,
    kind: 'generate',
    state: 'waiting',
    createdAt: 2,
    payload: { task, inputs: [{ role: 'image', assetId: of }], choice: { model: 'fal:kling-2.5-turbo' } },
  }) as unknown as JobSummary
const clip = (id: string, role: string, jobId: string) =>
  ({
    id,
    createdAt: 1,
    lineage: { jobId, kind: 'generate', parents: [{ role, assetId: still, hash: '' }], recipe: null },
  }) as unknown as Asset

describe('takes of a still', () => {
  it('are those of services too: made, and in the works', () => {
    const takes = takesOf(still, { clips: [clip('ast_clip', 'image', 'job_a')], jobs: [generate('job_b', 'image-to-video')] })
    expect(takes.map(({ id, number }) => [id, number])).toEqual([
      ['job_b', 2],
      ['ast_clip', 1],
    ])
  })

  it('are no pictures that a service makes of it, and no clips of other stills', () => {
    const jobs = [generate('job_a', 'edit-image'), generate('job_b', 'image-to-video', 'ast_other' as AssetId)]
    expect(takesOf(still, { clips: [], jobs })).toEqual([])
  })

  it('count a clip once while its job does not know yet that it is there', () => {
    const takes = takesOf(still, { clips: [clip('ast_clip', 'image', 'job_a')], jobs: [generate('job_a', 'image-to-video')] })
    expect(takes.map(({ id }) => id)).toEqual(['ast_clip'])
  })
})
