import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { TruthMeasure, TruthReport, TruthVerdict } from '../../app/domain/truth-report.ts'
import type { GarmentType, TryOnResult } from '../../app/domain/try-on.ts'

/** What a draft is to be compared with: the pictures it was made from, and what was said of the garment. */
export interface TruthQuestion {
  readonly resultId: AssetId
  readonly garmentId: AssetId
  readonly personId: AssetId
  readonly garmentType: GarmentType | 'auto'
}

/** The question of a draft of one garment. Null for several: what lies over each other is not told apart. */
export function questionOf(job: JobSummary, draft: TryOnResult): TruthQuestion | null {
  // The core has checked it against the schema of the job kind.
  const { personId, garments } = job.payload as unknown as {
    readonly personId: AssetId
    readonly garments: readonly { readonly garmentId: AssetId; readonly garmentType: GarmentType | 'auto' }[]
  }
  const [garment, ...others] = garments
  if (garment === undefined || others.length > 0) return null
  return { resultId: draft.draft.assetId, garmentId: garment.garmentId, personId, garmentType: garment.garmentType }
}

/** The newest comparison that was asked for with the same pictures, whoever asked; a cancelled one is as none. */
export function comparisonOf(jobs: readonly JobSummary[], asked: TruthQuestion): JobId | null {
  const isSame = ({ kind, state, payload }: JobSummary): boolean => {
    if (kind !== 'judge' || state === 'canceled') return false
    const { resultId, garmentId } = payload as unknown as TruthQuestion
    return resultId === asked.resultId && garmentId === asked.garmentId
  }
  return jobs.find(isSame)?.id ?? null
}

/** Where a comparison stands. */
export type TruthState =
  | { readonly kind: 'none' }
  | { readonly kind: 'working'; readonly job: JobSummary }
  | { readonly kind: 'failed'; readonly error: JobSummary['error'] }
  | { readonly kind: 'told'; readonly report: TruthReport }

export function truthStateOf(job: JobSummary | null): TruthState {
  switch (job?.state) {
    case undefined:
    case 'canceled':
      return { kind: 'none' }
    case 'succeeded':
      return { kind: 'told', report: job.result as unknown as TruthReport }
    case 'failed':
    case 'needs-attention':
      return { kind: 'failed', error: job.error }
    case 'queued':
    case 'running':
    case 'waiting':
      return { kind: 'working', job }
  }
}

const ORDER: Readonly<Record<TruthVerdict, number>> = { changed: 0, doubtful: 1, kept: 2, unknown: 3 }

/** Problems first, then what is kept, then what could not be told; each in the order of the report. */
export function inOrder(measures: readonly TruthMeasure[]): readonly TruthMeasure[] {
  return measures.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict])
}

/** What is said of all of it. Where a part could not be looked at, that the rest is kept is no praise of the whole. */
export function summaryOf({ verdict, measures }: TruthReport): TruthVerdict | 'partly' {
  const isHidden = measures.some(({ sentence }) => sentence.endsWith('-unknown') || sentence.endsWith('-hidden'))
  return verdict === 'kept' && isHidden ? 'partly' : verdict
}
