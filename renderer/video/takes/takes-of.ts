import type { Asset } from '../../../app/domain/asset.ts'
import type { AssetId } from '../../../app/domain/ids.ts'
import type { JobSummary } from '../../../app/domain/job.ts'
import { requestOf } from '../../providers/generate-job.ts'

/** A clip of a still: one that is there, or one that is made, or was to be. */
export interface Take {
  readonly id: string
  readonly asset: Asset | null
  readonly job: JobSummary | null
  readonly createdAt: number
  /** From 1, in the order they were asked for. */
  readonly number: number
}

/** The takes of a still, the newest first. A clip says by its lineage what it was made of; what was cancelled is no take. */
export function takesOf(still: AssetId, known: { readonly clips: readonly Asset[]; readonly jobs: readonly JobSummary[] }): Take[] {
  const clips = known.clips.filter(({ lineage }) => lineage?.parents.some(({ role, assetId }) => isStill(role) && assetId === still))
  const jobs = known.jobs.filter((job) => stillOf(job) === still && !['succeeded', 'canceled'].includes(job.state))
  const made = clips.map((asset) => ({ id: asset.id as string, asset, job: null, createdAt: asset.createdAt }))
  const others = jobs
    // The clip is in the library a moment before its job says so.
    .filter(({ id }) => !clips.some(({ lineage }) => lineage?.jobId === id))
    .map((job) => ({ id: job.id as string, asset: null, job, createdAt: job.createdAt }))
  return [...made, ...others]
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .map((take, index) => ({ ...take, number: index + 1 }))
    .toReversed()
}

/** What a still is to its clip: here, and at a service. */
export function isStill(role: string): boolean {
  return role === 'still' || role === 'image'
}

function stillOf(job: JobSummary): AssetId | null {
  const request = requestOf(job)
  if (request !== null)
    return request.task === 'image-to-video' ? (request.inputs.find(({ role }) => isStill(role))?.assetId ?? null) : null
  const { kind, payload } = job
  if (kind !== 'render-motion' || payload === null || typeof payload !== 'object') return null
  return (payload as { readonly stillId?: AssetId }).stillId ?? null
}
