import type { Asset } from '../../../app/domain/asset.ts'
import type { GenerateRequest } from '../../../app/domain/cloud/generate-request.ts'
import type { JobId } from '../../../app/domain/ids.ts'
import type { JobSummary } from '../../../app/domain/job.ts'

/** A place of the contact strip: a picture, or a job that has none yet, or never will. */
export type Cell =
  | { readonly kind: 'result'; readonly key: string; readonly asset: Asset; readonly job: JobId }
  | { readonly kind: 'waiting' | 'attention' | 'failed'; readonly key: string; readonly job: JobSummary }

export interface KnownWork {
  /** Jobs that were started last, together. */
  readonly run: readonly JobId[]
  readonly jobs: readonly { readonly job: JobSummary; readonly request: GenerateRequest }[]
  /** Results of services, newest first. */
  readonly results: readonly Asset[]
  /** How many pictures a job makes. */
  readonly countOf: (request: GenerateRequest) => number
}

/** The places of this run in the order in which they were asked for, and everything else, the newest first. What was cancelled has none. */
export function cellsOf({ run, jobs, results, countOf }: KnownWork): { readonly run: readonly Cell[]; readonly earlier: readonly Cell[] } {
  const pictures = results.flatMap((asset) => (asset.lineage === null ? [] : [{ asset, job: asset.lineage.jobId }]))
  const resultsOf = (id: JobId): Cell[] =>
    pictures
      .filter(({ job }) => job === id)
      .toSorted((a, b) => a.asset.createdAt - b.asset.createdAt || a.asset.name.localeCompare(b.asset.name))
      .map(({ asset, job }) => ({ kind: 'result', key: asset.id, asset, job }))
  const cellsOfJob = (id: JobId): Cell[] => {
    const made = resultsOf(id)
    const known = jobs.find(({ job }) => job.id === id)
    // The pictures are in the library a moment before their job says so.
    return made.length > 0 || known === undefined ? made : placesOf(known.job, countOf(known.request))
  }
  const others = jobs.filter(({ job }) => !run.includes(job.id) && !pictures.some((one) => one.job === job.id))
  const earlier = [
    ...others.flatMap(({ job, request }) => placesOf(job, countOf(request)).map((cell) => ({ cell, at: job.createdAt }))),
    ...pictures
      .filter(({ job }) => !run.includes(job))
      .map(({ asset, job }) => ({ cell: { kind: 'result', key: asset.id, asset, job } as const, at: asset.createdAt })),
  ]
  return { run: run.flatMap(cellsOfJob), earlier: earlier.toSorted((a, b) => b.at - a.at).map(({ cell }) => cell) }
}

function placesOf(job: JobSummary, count: number): Cell[] {
  switch (job.state) {
    case 'queued':
    case 'running':
    case 'waiting':
      return Array.from({ length: count }, (_, index) => ({ kind: 'waiting', key: `${job.id} ${index}`, job }))
    case 'needs-attention':
      return [{ kind: 'attention', key: job.id, job }]
    case 'failed':
      return [{ kind: 'failed', key: job.id, job }]
    case 'succeeded':
    case 'canceled':
      return []
  }
}
